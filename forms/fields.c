#include "forms/fields.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "forms/period_read.h"
#include "forms/stated_period.h"
#include "forms/unit_name.h"
#include "ocr/word_chance.h"

/* A printed label may lose a character in three to a seal. */
static const double LABEL_LIKENESS = 0.6;
/* What a unit that ends like none (no 村, 镇 ...) keeps of its score. */
static const double NO_UNIT_NAME = 0.5;
enum { LEAST_NAME = 2 };

/* Bytes that the first @n code points of @text take. */
static size_t prefix_bytes(const char *text, size_t n)
{
    const char *p = text;

    while (*p != '\0' && n > 0) {
        p++;
        while (((unsigned char)*p & 0xC0) == 0x80)
            p++;
        n--;
    }
    return (size_t)(p - text);
}

static const char *skip_marks(const char *text)
{
    while (*text != '\0' && strchr(":;.,_-'`|", *text) != NULL)
        text++;
    return text;
}

/* How well a label stands before a text, and what follows it. */
struct label_hit {
    double likeness;  /* 0: not at all */
    const char *rest; /* NULL then */
};

static struct label_hit try_label(const char *text, size_t length,
                                  const char *label, const char *rest)
{
    char start[HEADER_TEXT_MAX];
    double likeness;

    snprintf(start, sizeof start, "%.*s", (int)length, text);
    likeness = text_similarity(start, label);
    if (likeness < LABEL_LIKENESS)
        return (struct label_hit){0, NULL};
    return (struct label_hit){likeness, skip_marks(rest)};
}

static struct label_hit behind_label(const char *text, const char *label)
{
    size_t n = prefix_bytes(text, text_length(label));
    struct label_hit hit = try_label(text, n, label, text + n);
    const char *colon = strchr(text, ':');

    /* A seal across the label may add or eat characters; a colon ends it. */
    if (hit.rest == NULL && colon != NULL)
        hit = try_label(text, (size_t)(colon - text), label, colon + 1);
    return hit;
}

/* Several labels, split at '|', fuller ones first: the first that is there ends
 * where the value begins, the likest says how like. */
static struct label_hit behind_any_label(const char *text, const char *labels)
{
    struct label_hit best = {0, NULL};

    while (*labels != '\0') {
        char one[128], label[128];
        size_t length = strcspn(labels, "|");
        struct label_hit hit = {0, NULL};
        snprintf(one, sizeof one, "%.*s", (int)length, labels);
        text_normalise(label, sizeof label, one);
        if (label[0] != '\0')
            hit = behind_label(text, label);
        if (best.rest == NULL)
            best.rest = hit.rest;
        if (hit.likeness > best.likeness)
            best.likeness = hit.likeness;
        labels += length + (labels[length] == '|');
    }
    return best;
}

/* The field that @text's label names, -1 when it begins with none: 统计负责人
 * is much like 单位负责人, but it is one of them only. */
static int field_of(const struct form *form, const char *text,
                    struct label_hit *hit)
{
    int best = -1;

    *hit = (struct label_hit){0, NULL};
    for (size_t f = 0; f < form->n_fields; f++) {
        struct label_hit one;
        if (form->fields[f].label == NULL)
            continue;
        one = behind_any_label(text, form->fields[f].label);
        if (one.likeness > hit->likeness) {
            *hit = one;
            best = (int)f;
        }
    }
    return best;
}

/* The words right of @from on the same line; NULL when there are none or when
 * they are the next field's label, for then this one was left blank. */
static const struct header_text *next_on_line(const struct form *form,
                                              const struct header_texts *texts,
                                              size_t from)
{
    const struct header_text *at = &texts->texts[from];
    struct label_hit hit;

    for (size_t i = from + 1; i < texts->n_texts; i++) {
        const struct header_text *next = &texts->texts[i];
        int middle = next->box.y + next->box.h / 2;
        if (middle > at->box.y && middle < at->box.y + at->box.h &&
            next->box.x > at->box.x)
            return field_of(form, next->text, &hit) < 0 ? next : NULL;
    }
    return NULL;
}

static struct scan_quad quad_of(struct scan_box b)
{
    double r = b.x + b.w, d = b.y + b.h;
    return (struct scan_quad){{{b.x, b.y}, {r, b.y}, {r, d}, {b.x, d}}};
}

/* Words of a line have one confidence together: that of the line. */
static void set_certainty(struct reading *reading, const char *text,
                          double confidence)
{
    double chance = confidence >= 0.95   ? 0.985
                    : confidence >= 0.90 ? 0.92
                                         : 0.6 * confidence;
    size_t n = text_length(text);

    if (n >= sizeof reading->certainty)
        n = sizeof reading->certainty - 1;
    memset(reading->certainty, word_chance_digit(chance), n);
}

static void add_cell(const struct page *page, struct sheet *sheet, int field,
                     const struct header_text *from, const char *text,
                     const char *value, double score)
{
    struct sheet_cell *cell = &sheet->cells[sheet->n_cells++];
    struct ocr_candidate *candidate = &cell->reading.candidates[0];

    *cell = (struct sheet_cell){.row = 0, .column = field,
                                .quad = quad_of(from->box)};
    cell->box = scan_box_in_original(page, &cell->quad);
    text_copy(cell->reading.engine, sizeof cell->reading.engine, "tesseract");
    if (text == NULL) {
        cell->reading.state = READ_WITHHELD;
        return;
    }
    if (*text == '\0') {
        cell->reading.state = READ_BLANK;
        return;
    }
    cell->reading.state = *value ? READ_VALUE : READ_ILLEGIBLE;
    cell->reading.n_candidates = 1;
    text_copy(candidate->text, sizeof candidate->text, text);
    text_copy(candidate->value, sizeof candidate->value, value);
    candidate->score = score;
}

/* The unit's name, and what it is worth: a seal over the field leaves marks
 * that are no name at all ("》"), or one that ends like no unit. */
static double unit_of(const char *text, char *value, size_t size)
{
    form_unit_name(text, value, size);
    if (form_is_unit_name(value))
        return 1;
    if (text_length(value) < LEAST_NAME) {
        value[0] = '\0';
        return 0;
    }
    return NO_UNIT_NAME;
}

static void fill_labelled(const struct page *page, const struct form *form,
                          int field, const struct header_texts *texts,
                          bool keep_personal, struct sheet *sheet)
{
    const struct form_field *wanted = &form->fields[field];

    for (size_t i = 0; i < texts->n_texts; i++) {
        const struct header_text *from = &texts->texts[i];
        const struct header_text *next;
        struct label_hit hit;
        char value[OCR_TEXT_MAX];
        const char *text;
        double score;
        if (field_of(form, from->text, &hit) != field)
            continue;
        text = hit.rest;
        next = *text == '\0' ? next_on_line(form, texts, i) : NULL;
        if (next != NULL) {
            from = next;
            text = from->text;
        }
        if (wanted->personal && !keep_personal) {
            add_cell(page, sheet, field, from, NULL, "", 0);
            return;
        }
        ocr_normalise_value(text, &wanted->type, value, sizeof value);
        score = from->confidence;
        if (strcmp(wanted->name, "unit") == 0) {
            score *= unit_of(text, value, sizeof value);
            text_copy(sheet->unit, sizeof sheet->unit, value);
        }
        add_cell(page, sheet, field, from, text, value, score);
        if (wanted->type.kind == VALUE_TEXT)
            set_certainty(&sheet->cells[sheet->n_cells - 1].reading, text,
                          from->confidence);
        return;
    }
}

static void fill_period(const struct page *page, const struct form *form,
                        const struct period_reading *read, struct sheet *sheet)
{
    struct form_period period = read->period;
    const struct {
        const char *name;
        int value;
        double score;
    } parts[] = {{"year", period.year, read->score},
                 {"month", period.month, read->score},
                 {"quarter", period.quarter, read->score},
                 {"half", period.half, read->half_score}};

    if (form->period_kind != 'm')
        period.month = 0;
    if (form->period_kind != 'q')
        period.quarter = 0;
    if (form->period_kind != 'h')
        period.half = 0;
    /* A monthly paper without its month has no period, not a whole year's. */
    if ((form->period_kind != 'm' || period.month != 0) &&
        (form->period_kind != 'q' || period.quarter != 0))
        form_period_format(period, sheet->period, sizeof sheet->period);
    for (size_t f = 0; f < form->n_fields; f++)
        for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
            char value[16];
            if (strcmp(form->fields[f].name, parts[p].name) != 0 ||
                parts[p].value == 0)
                continue;
            snprintf(value, sizeof value, "%d", parts[p].value);
            add_cell(page, sheet, (int)f, read->from, read->from->text, value,
                     parts[p].score);
        }
}

static bool is_period_part(const char *name)
{
    return strcmp(name, "year") == 0 || strcmp(name, "month") == 0 ||
           strcmp(name, "half") == 0 || strcmp(name, "quarter") == 0;
}

/* Ledgers may print the village before their own title, more legibly than a
 * pen wrote it into the field. */
static void unit_from_title(const struct form *form,
                            const struct header_texts *texts,
                            struct sheet *sheet)
{
    const struct header_text *title = header_texts_title(texts);

    for (size_t t = 0; title != NULL && t < form->n_titles; t++) {
        char known[HEADER_TEXT_MAX], before[HEADER_TEXT_MAX];
        const char *at;
        text_normalise(known, sizeof known, form->titles[t]);
        at = strstr(title->text, known);
        if (at == NULL || at == title->text)
            continue;
        snprintf(before, sizeof before, "%.*s", (int)(at - title->text),
                 title->text);
        if (form_is_unit_name(before))
            form_unit_name(before, sheet->unit, sizeof sheet->unit);
        return;
    }
}

enum status fields_fill(const struct page *page, const struct form *form,
                        const struct header_texts *texts, bool keep_personal,
                        struct ocr_reader *reader, struct sheet *sheet,
                        struct fault *fault)
{
    struct period_reading period;
    enum status rc;

    text_copy(sheet->base, sizeof sheet->base, form->base);
    for (size_t f = 0; f < form->n_fields; f++) {
        const struct form_field *field = &form->fields[f];
        if (strcmp(field->name, "title") == 0) {
            const struct header_text *title = header_texts_title(texts);
            if (title != NULL)
                add_cell(page, sheet, (int)f, title, title->text, title->text,
                         title->confidence);
        } else if (!is_period_part(field->name) && field->label != NULL) {
            fill_labelled(page, form, (int)f, texts, keep_personal, sheet);
        }
    }
    unit_from_title(form, texts, sheet);
    rc = period_read(page, texts, reader, &period, fault);
    if (rc == ST_OK && period.from != NULL && form->period_kind != '-')
        fill_period(page, form, &period, sheet);
    return rc;
}
