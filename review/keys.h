/*
 * Every key and what it asks for, in one list: the bar at the foot of the
 * screen, the help and the handlers are made of it.
 */
#ifndef TZ_REVIEW_KEYS_H
#define TZ_REVIEW_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Keys that are no characters. */
enum {
    KEY_CODE_ENTER = 0x110000,
    KEY_CODE_BACKSPACE,
    KEY_CODE_TAB,
    KEY_CODE_ESCAPE,
    KEY_CODE_UP,
    KEY_CODE_DOWN,
    KEY_CODE_LEFT,
    KEY_CODE_RIGHT,
    KEY_CODE_PAGE_UP,
    KEY_CODE_PAGE_DOWN,
    KEY_CODE_HOME,
    KEY_CODE_END,
    KEY_CODE_RESIZE,
    KEY_CODE_IDLE /* no key for a while */
};

enum review_action {
    ACT_NONE,
    ACT_CONFIRM,
    ACT_PICK, /* a figure 1 to 9 */
    ACT_TYPE,
    ACT_ZERO,
    ACT_BLANK,
    ACT_DASH,
    ACT_DITTO,
    ACT_STRUCK,
    ACT_ILLEGIBLE,
    ACT_AS_WRITTEN,
    ACT_NOTE,
    ACT_SKIP,
    ACT_UNDO,
    ACT_CONTACT,
    ACT_DIGITS,
    ACT_TABLE,
    ACT_PAGE,
    ACT_ORDER,
    ACT_PICTURE,
    ACT_HELP,
    ACT_QUIT
};

struct review_key {
    enum review_action action;
    const char *keys;  /* plain characters; the first is shown */
    const char *shown; /* how it is shown: "Enter" */
    const char *word;  /* one or two words for the bar; translated */
    const char *about; /* a line for the help; translated */
};

extern const struct review_key REVIEW_KEYS[];
extern const size_t REVIEW_N_KEYS;

/** What a key asks for where a question is open. */
enum review_action review_action_of(uint32_t key);

/** The figure of ACT_PICK: 1 to 9. */
int review_figure_of(uint32_t key);

/** Escape, or q: go back from any view. */
bool review_is_back(uint32_t key);

#endif
