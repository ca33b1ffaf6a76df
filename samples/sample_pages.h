/* How each sample page is drawn and aged. */
#ifndef TZ_SAMPLES_SAMPLE_PAGES_H
#define TZ_SAMPLES_SAMPLE_PAGES_H

#include <stddef.h>

#include "forms/age.h"
#include "forms/print.h"

enum sample_format { SAMPLE_PNG, SAMPLE_JPEG, SAMPLE_TIFF };

struct sample_page {
    const char *file;      /* without folder; the same again: its next page */
    const char *form, *csv; /* csv without folder and ending */
    enum sample_format format;
    struct form_print_style style;
    struct age_options age;
    const char *words;     /* for the manifest */
};

extern const struct sample_page SAMPLE_PAGES[];
extern const size_t SAMPLE_PAGES_N;

#endif
