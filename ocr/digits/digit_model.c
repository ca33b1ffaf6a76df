#include "ocr/digits/digit_model.h"

#include "ocr/digits/weights_file.h"
#include "ocr/models/built_in_model.h"

enum status digit_model_load(const char *path, float *parameters,
                             struct fault *fault)
{
    if (path != NULL)
        return weights_load(path, parameters, fault);
    return weights_parse(built_in_model,
                         (size_t)(built_in_model_end - built_in_model),
                         "the built-in model", parameters, fault);
}
