#include "forms/title_likeness.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "forms/stated_period.h"
#include "forms/synonyms.h"
#include "forms/unit_name.h"

/* A title that is there with other words around it, by their characters: less
 * than any misread character of its own costs. */
static const double WORDS_AROUND = 0.01, WORDS_AROUND_MOST = 0.1;

static int lesser(int a, int b)
{
    return a < b ? a : b;
}

/* May stand before a title: 青石镇, 梨树沟村, 2025年, 2025. */
static bool is_preface(const char *text)
{
    const char *at = text;

    while (isdigit((unsigned char)*at))
        at++;
    if (at != text && (*at == '\0' || strcmp(at, "年") == 0))
        return true;
    return form_is_unit_name(text);
}

/* Characters to change in @line to make it @title, with or without a preface. */
static int distance(const char *line, const char *title)
{
    char before[HEADER_TEXT_MAX];
    int best = (int)text_distance(line, title);

    for (const char *at = line; *at != '\0'; at++) {
        if (((unsigned char)*at & 0xC0) == 0x80 || at == line)
            continue;
        snprintf(before, sizeof before, "%.*s", (int)(at - line), line);
        if (is_preface(before))
            best = lesser(best, (int)text_distance(at, title));
    }
    return best;
}

static double likeness(const char *line, const char *title, int away)
{
    double n = (double)text_length(title), like = 1 - away / n, around;

    if (like < text_similarity(line, title))
        like = text_similarity(line, title);
    if (strstr(line, title) == NULL)
        return like > 0 ? like : 0;
    around = ((double)text_length(line) - n) * WORDS_AROUND;
    around = around < WORDS_AROUND_MOST ? around : WORDS_AROUND_MOST;
    return like > 1 - around ? like : 1 - around;
}

/* Half of a year, or a quarter, is stated and the form is not made for it. */
static bool is_other_period(const struct header_texts *texts,
                            const struct form *form)
{
    struct form_period stated = {0};

    for (size_t i = 0; i < texts->n_texts; i++) {
        struct form_period here;
        if (!texts->texts[i].above)
            continue;
        form_period_parse(texts->texts[i].text, &here);
        stated.half = here.half != 0 ? here.half : stated.half;
        stated.quarter = here.quarter != 0 ? here.quarter : stated.quarter;
    }
    return (stated.half != 0 && form->period_kind != 'h') ||
           (stated.quarter != 0 && form->period_kind != 'q');
}

struct title_likeness title_likeness_of(const struct header_texts *texts,
                                        const struct form *form)
{
    struct title_likeness best = {0, HEADER_TEXT_MAX};

    for (size_t t = 0; t < form->n_titles; t++) {
        char title[HEADER_TEXT_MAX];
        synonyms_fold(form->titles[t], title, sizeof title);
        for (size_t i = 0; i < texts->n_texts; i++) {
            char line[HEADER_TEXT_MAX];
            if (!texts->texts[i].above)
                continue;
            synonyms_fold(texts->texts[i].text, line, sizeof line);
            int away = distance(line, title);
            double like = likeness(line, title, away);
            best.like = like > best.like ? like : best.like;
            best.away = lesser(best.away, away);
        }
    }
    best.away += is_other_period(texts, form);
    return best;
}
