/* The digit model that the program carries: ocr/models/digits.bin, linked in
 * as it is, so that nothing has to be found at run time. */
#ifndef TZ_OCR_BUILT_IN_MODEL_H
#define TZ_OCR_BUILT_IN_MODEL_H

extern const unsigned char built_in_model[];
extern const unsigned char built_in_model_end[];

#endif
