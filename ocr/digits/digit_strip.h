/*
 * The form in which ink reaches the digit reader, in learning and in reading
 * alike: a strip of fixed height, paper 0 and ink 255.
 */
#ifndef TZ_OCR_DIGIT_STRIP_H
#define TZ_OCR_DIGIT_STRIP_H

enum {
    STRIP_HEIGHT = 36,
    STRIP_MAX_WIDTH = 640,
    STRIP_MAX_SIZE = STRIP_HEIGHT * STRIP_MAX_WIDTH
};

struct digit_strip {
    int width;                          /* px, 1 to STRIP_MAX_WIDTH */
    unsigned char ink[STRIP_MAX_SIZE];  /* STRIP_HEIGHT rows of width px */
};

#endif
