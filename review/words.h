/* Marks what a person sees; looked up in the program's catalogue. */
#ifndef TZ_REVIEW_WORDS_H
#define TZ_REVIEW_WORDS_H

#include <libintl.h>

#include "base/status.h"

#define _(text) fault_words(text)
#define N_(text) text

#endif
