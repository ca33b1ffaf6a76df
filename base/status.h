/* What a call can end with, and the one sentence a person gets for it. */
#ifndef TZ_BASE_STATUS_H
#define TZ_BASE_STATUS_H

#include <stddef.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first)                                               \
    __attribute__((format(printf, text, first)))

/* Codes and their texts are one list, so that they stay together. */
#define STATUS_LIST(_)                                                         \
    _(ST_OK, "ok")                                                             \
    _(ST_NONE, "nothing there")                                                \
    _(ST_DOUBT, "too doubtful to go on")                                       \
    _(ST_INPUT, "bad input")                                                   \
    _(ST_LIMIT, "over a limit")                                                \
    _(ST_NOMEM, "out of memory")                                               \
    _(ST_IO, "input or output failed")                                         \
    _(ST_LIB, "a library failed")                                              \
    _(ST_DB, "the archive's database failed")                                  \
    _(ST_BUSY, "somebody else holds it")                                       \
    _(ST_CANCEL, "stopped by the user")

enum status {
#define STATUS_NAME(code, text) code,
    STATUS_LIST(STATUS_NAME)
#undef STATUS_NAME
};

/**
 * The sentence for a person, filled by whoever detects the failure; whoever
 * only passes a failure on adds nothing. It belongs to the caller.
 */
struct fault {
    char text[512];
};

/** The code's own words, e.g. "bad input". Never NULL. */
const char *status_text(enum status code);

/**
 * Write the sentence into @fault (NULL is allowed) and return @code, so that
 * a failure is one line: return fault_set(fault, ST_INPUT, "...", ...);
 *
 * @format  a literal: po/make_pot.sh collects it and it is looked up in the
 *          program's catalogue of messages
 */
enum status fault_set(struct fault *fault, enum status code,
                      const char *format, ...) PRINTF_LIKE(3, 4);

/** A part of such a sentence, or one that is put together elsewhere, in the
 * program's language. @text is a literal, or marked by FAULT_WORDS(). */
const char *fault_words(const char *text) __attribute__((format_arg(1)));

/** Marks a literal for the catalogue where no function can be called. */
#define FAULT_WORDS(text) text

#endif
