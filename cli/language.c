/*
 * gettext looks nothing up in the locale "C", and a scanner PC seldom has
 * zh_CN installed. C.UTF-8 is always there, counts as another locale, and so
 * lets $LANGUAGE choose the catalogue.
 */
#include "cli/language.h"

#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/data_place.h"

static bool chinese;

static const char *option_value(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            return argv[i] + 7;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            return argv[i + 1];
    }
    return NULL;
}

static const char *environment_value(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return value;
    }
    return "";
}

static void choose_locale(void)
{
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        setlocale(LC_CTYPE, "C.UTF-8");
    if (setlocale(LC_MESSAGES, "C.UTF-8") == NULL)
        setlocale(LC_MESSAGES, "");
    setenv("LANGUAGE", chinese ? "zh_CN" : "en", 1);
}

void cli_choose_language(int argc, char **argv)
{
    char folder[PATH_MAX];
    const char *wanted = option_value(argc, argv);

    if (wanted == NULL)
        wanted = environment_value();
    chinese = strncmp(wanted, "zh", 2) == 0;
    choose_locale();
    if (data_find("locale", folder, sizeof folder))
        bindtextdomain("taizhang", folder);
    bind_textdomain_codeset("taizhang", "UTF-8");
    textdomain("taizhang");
}

bool cli_is_chinese(void)
{
    return chinese;
}
