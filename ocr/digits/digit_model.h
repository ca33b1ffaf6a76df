/* Weights by name: a file's, or those that the program carries. */
#ifndef TZ_OCR_DIGIT_MODEL_H
#define TZ_OCR_DIGIT_MODEL_H

#include "base/status.h"

/**
 * @path        a model file; NULL: the one built into the program
 * @parameters  MODEL_NETS times net_parameter_count() floats, filled; unchanged
 *              on failure
 *
 * Returns ST_OK; what weights_load() returns.
 */
MUST_CHECK enum status digit_model_load(const char *path, float *parameters,
                                        struct fault *fault);

#endif
