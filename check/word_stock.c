#include "check/word_stock.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ocr/word_chance.h"

/* What a word of a list is worth before it was read anywhere, in cells. */
static const double LISTED_START = 1, USUAL_START = 0.5, DECIDED_START = 1;
/* A word is taken into the stock when one reading of it is more likely right
 * than wrong, and all of them together come to nearly one sure one. */
static const double BEST_LEAST = 0.5, SURENESS_LEAST = 0.75;
/* ... and such a word is one of its own when it was read so surely, or when
 * no word that is nearly the same stands in so many more places. */
static const double OWN_BEST = 0.97, MANY_MORE = 5;
/* Characters that the domain never showed share so much, each so much. */
static const double NEW_CHARS = 0.3, RARITY = 0.001;

static struct stock_word *grow(struct word_stock *stock, const char *word)
{
    struct stock_word *more;

    if (stock->n == stock->room) {
        size_t room = 2 * stock->room + 64;
        more = realloc(stock->words, room * sizeof *more);
        if (more == NULL)
            return NULL;
        stock->words = more;
        stock->room = room;
    }
    more = &stock->words[stock->n++];
    *more = (struct stock_word){.weight = 0};
    (void)text_copy(more->word, sizeof more->word, word);
    return more;
}

int word_stock_find(const struct word_stock *stock, const char *word)
{
    for (size_t i = 0; i < stock->n; i++)
        if (strcmp(stock->words[i].word, word) == 0)
            return (int)i;
    return -1;
}

static enum status add(struct word_stock *stock, const char *word, double start,
                       bool certain)
{
    int at = word_stock_find(stock, word);
    struct stock_word *found = at >= 0 ? &stock->words[at] : grow(stock, word);

    if (found == NULL)
        return ST_NOMEM;
    if (start > found->start)
        found->start = start;
    found->certain = found->certain || certain;
    return ST_OK;
}

static enum status add_read(struct word_stock *stock,
                            const struct word_parts *parts)
{
    double chance = word_whole_chance(parts->name, parts->certainty);
    int at = word_stock_find(stock, parts->name);
    struct stock_word *found =
        at >= 0 ? &stock->words[at] : grow(stock, parts->name);

    if (found == NULL)
        return ST_NOMEM;
    found->sureness += chance;
    if (chance > found->best)
        found->best = chance;
    return ST_OK;
}

/* Do the two differ in one character? */
static bool is_sibling(const char *a, const char *b)
{
    int other = 0;

    while (*a != '\0' && *b != '\0') {
        size_t n = word_char_bytes(a), m = word_char_bytes(b);
        other += n != m || memcmp(a, b, n) != 0;
        a += n;
        b += m;
    }
    return *a == '\0' && *b == '\0' && other == 1;
}

/* Read less than surely, and one character from a word that stands in many
 * more places: the other one misread. */
static bool is_misreading(const struct word_stock *stock,
                          const struct stock_word *word)
{
    if (word->start > 0 || word->best >= OWN_BEST)
        return false;
    for (size_t i = 0; i < stock->n; i++)
        if (stock->words[i].sureness >= MANY_MORE * word->sureness &&
            is_sibling(stock->words[i].word, word->word))
            return true;
    return false;
}

static void mark_misreadings(struct word_stock *stock)
{
    for (size_t i = 0; i < stock->n; i++)
        stock->words[i].misread = is_misreading(stock, &stock->words[i]);
}

static void drop_unsure(struct word_stock *stock)
{
    size_t kept = 0;

    mark_misreadings(stock);

    for (size_t i = 0; i < stock->n; i++) {
        const struct stock_word *w = &stock->words[i];
        if (w->start > 0 || (w->best >= BEST_LEAST &&
                             w->sureness >= SURENESS_LEAST && !w->misread))
            stock->words[kept++] = *w;
    }
    stock->n = kept;
    for (size_t i = 0; i < stock->n; i++)
        stock->words[i].weight =
            stock->words[i].start + stock->words[i].sureness;
}

static struct stock_char *find_char(const struct word_stock *stock,
                                    const char *at, size_t bytes)
{
    for (size_t i = 0; i < stock->n_chars; i++)
        if (strlen(stock->chars[i].text) == bytes &&
            memcmp(stock->chars[i].text, at, bytes) == 0)
            return &stock->chars[i];
    return NULL;
}

static size_t count_all(const struct word_stock *stock)
{
    size_t n = 0;

    for (size_t i = 0; i < stock->n; i++)
        n += text_length(stock->words[i].word);
    return n;
}

static enum status count_chars(struct word_stock *stock)
{
    size_t all = count_all(stock);

    stock->chars = calloc(all + 1, sizeof *stock->chars);
    if (stock->chars == NULL)
        return ST_NOMEM;
    for (size_t i = 0; i < stock->n; i++)
        for (const char *at = stock->words[i].word; *at != '\0';) {
            size_t bytes = word_char_bytes(at);
            struct stock_char *found = find_char(stock, at, bytes);
            if (found == NULL && bytes < sizeof found->text) {
                found = &stock->chars[stock->n_chars++];
                memcpy(found->text, at, bytes);
            }
            if (found != NULL)
                found->share += (1 - NEW_CHARS) / (double)all;
            at += bytes;
        }
    return ST_OK;
}

enum status word_stock_make(const struct check_text *words,
                            const struct word_parts *parts, size_t n,
                            const struct check_known_word *known,
                            size_t n_known, struct word_stock *out,
                            struct fault *fault)
{
    enum status rc = ST_OK;

    *out = (struct word_stock){.n = 0};
    for (size_t i = 0; i < n_known && rc == ST_OK; i++)
        if (n > 0 && known[i].domain == words[0].domain)
            rc = add(out, known[i].word,
                     known[i].listed ? LISTED_START : USUAL_START, true);
    for (size_t i = 0; i < n && rc == ST_OK; i++) {
        struct word_parts said;
        if (words[i].decided != NULL) {
            word_parts_split(words[i].decided, "", words[i].numbered, &said);
            if (said.name[0] != '\0')
                rc = add(out, said.name, DECIDED_START, true);
        } else if (words[i].state == READ_VALUE && parts[i].name[0] != '\0') {
            rc = add_read(out, &parts[i]);
        }
    }
    if (rc == ST_OK) {
        drop_unsure(out);
        rc = count_chars(out);
    }
    if (rc != ST_OK) {
        word_stock_clear(out);
        return fault_set(fault, rc, "check: out of memory for words");
    }
    return ST_OK;
}

void word_stock_clear(struct word_stock *stock)
{
    free(stock->words);
    free(stock->chars);
    *stock = (struct word_stock){.n = 0};
}

double word_stock_unknown(const struct word_stock *stock,
                          const struct word_parts *parts)
{
    const char *at = parts->name;
    double product = 1;

    for (int i = 0; *at != '\0' && i < WORD_CHARS; i++) {
        size_t bytes = word_char_bytes(at);
        const struct stock_char *found = find_char(stock, at, bytes);
        char digit =
            (size_t)i < strlen(parts->certainty) ? parts->certainty[i] : '5';
        double chance = word_digit_chance(digit);
        double share = RARITY * NEW_CHARS + (found ? found->share : 0);
        product *= chance * share + word_other_character(chance);
        at += bytes;
    }
    return product;
}
