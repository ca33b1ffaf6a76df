/* The terminal: paints a canvas with curses and gives keys. */
#ifndef TZ_REVIEW_TERMINAL_H
#define TZ_REVIEW_TERMINAL_H

#include <stdint.h>
#include <stdio.h>

#include "review/canvas.h"
#include "review/ink_art.h"

struct terminal;

/**
 * Take the terminal over.
 *
 * @style  in: what was asked for; out: what it can show
 *
 * Returns ST_OK; ST_INPUT when it is none, or one that is not known or cannot
 * put a text where it is told; ST_NOMEM.
 */
MUST_CHECK enum status terminal_open(FILE *in, FILE *out, bool chosen,
                                     struct ink_style *style,
                                     struct terminal **terminal,
                                     struct fault *fault);
void terminal_close(struct terminal **terminal);

/** Give the canvas the terminal's size. ST_OK; ST_NOMEM. */
MUST_CHECK enum status terminal_measure(struct terminal *terminal,
                                        struct canvas *canvas,
                                        struct fault *fault);

void terminal_paint(struct terminal *terminal, const struct canvas *canvas);

/** Wait for a key, at most @seconds: then KEY_CODE_IDLE. */
uint32_t terminal_key(struct terminal *terminal, int seconds);

/** Drop the keys that were pressed and not yet taken. */
void terminal_forget_keys(struct terminal *terminal);

/** The person hung up, or asked from outside to end. */
bool terminal_is_gone(const struct terminal *terminal);

#endif
