/* The language of everything that a person is told. */
#ifndef TZ_CLI_LANGUAGE_H
#define TZ_CLI_LANGUAGE_H

#include <libintl.h>
#include <stdbool.h>

/* N_ marks a text that is translated later, when it is shown. */
#define _(text) gettext(text)
#define N_(text) text

/**
 * Choose Chinese or English: by --lang zh|en anywhere in @argv, else by
 * LC_ALL, LC_MESSAGES or LANG; what is neither is English. Chinese works also
 * where no zh_CN locale is installed.
 */
void cli_choose_language(int argc, char **argv);

bool cli_is_chinese(void);

#endif
