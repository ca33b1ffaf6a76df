#include "cli/queue_words.h"

#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/language.h"
#include "cli/options.h"
#include "cli/speech.h"

error_t cli_keep_word(struct argp_state *state, const char *option, char *to,
                      size_t size, const char *word)
{
    if (word[0] == '\0' || !text_copy(to, size, word) || !text_is_utf8(word))
        return cli_refuse_word(state, _("%s cannot be '%s'"), option, word);
    return 0;
}

static error_t parse_order(const char *word, struct argp_state *state,
                           struct cli_queue_words *words)
{
    if (work_order_parse(word, &words->order))
        return 0;
    return cli_refuse_word(
        state, _("--order is effect, page, column, form or village, not '%s'"),
        word);
}

error_t cli_parse_queue_word(int key, char *word, struct argp_state *state,
                             struct cli_queue_words *words)
{
    struct work_filter *filter = &words->filter;

    switch (key) {
    case CLI_KEY_ORDER:
        words->given = true;
        return parse_order(word, state, words);
    case CLI_KEY_COLUMN:
        words->given = true;
        return cli_keep_word(state, "--column", filter->column,
                             sizeof filter->column, word);
    case CLI_KEY_VILLAGE:
        words->given = true;
        return cli_keep_word(state, "--village", filter->village,
                             sizeof filter->village, word);
    case CLI_KEY_PAGE:
        words->given = true;
        words->page = word;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

int cli_find_queue_page(struct db_archive *archive,
                        struct cli_queue_words *words)
{
    struct db_page page;
    struct fault fault = {{0}};

    if (words->page == NULL)
        return CLI_DONE;
    if (db_find_named_page(archive, words->page, &page, &fault) != ST_OK) {
        cli_complain("%s", fault.text);
        return CLI_FOUND;
    }
    words->filter.page_id = page.id;
    return CLI_DONE;
}
