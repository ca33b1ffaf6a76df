/*
 * An object that holds data always stands in the file by itself ("7 0 obj <<
 * ... >> stream ..."), whatever else is packed together, so that it is found
 * without the table of objects. The last one of that number counts, for
 * changed files are written behind what was there.
 */
#include "scan/pdf_stream.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DICTIONARY_MAX = 1 << 16, NAME_MAX_BYTES = 32 };

/* A stretch of the file that is read from its front. */
struct reader {
    const uint8_t *at, *end;
};

static bool starts_with(struct reader r, const char *word)
{
    size_t n = strlen(word);

    return (size_t)(r.end - r.at) >= n && memcmp(r.at, word, n) == 0;
}

static void skip_blanks(struct reader *r)
{
    while (r->at < r->end && (isspace(*r->at) || *r->at == 0))
        r->at++;
}

static bool is_regular(uint8_t c)
{
    return c != 0 && !isspace(c) && strchr("()<>[]{}/%", c) == NULL;
}

static bool find_object(struct scan_bytes pdf, const char *head,
                        struct reader *out)
{
    size_t n = strlen(head);
    const uint8_t *end = pdf.data + pdf.size, *last = NULL;

    for (const uint8_t *at = pdf.data;
         (at = memmem(at, (size_t)(end - at), head, n)) != NULL; at++)
        if (at == pdf.data || !is_regular(at[-1]))
            last = at;
    if (last == NULL)
        return false;
    *out = (struct reader){last + n, end};
    skip_blanks(out);
    return starts_with(*out, "<<");
}

static void skip_text(struct reader *r)
{
    int depth = 0;

    do {
        if (*r->at == '\\' && r->at + 1 < r->end)
            r->at++;
        else if (*r->at == '(')
            depth++;
        else if (*r->at == ')')
            depth--;
        r->at++;
    } while (r->at < r->end && depth > 0);
}

/* From its << to behind its >>. */
static bool cut_dictionary(struct reader *r, struct reader *dictionary)
{
    int depth = 0;

    dictionary->at = r->at;
    if (r->end - r->at > DICTIONARY_MAX)
        r->end = r->at + DICTIONARY_MAX;
    while (r->at < r->end) {
        if (*r->at == '(') {
            skip_text(r);
            continue;
        }
        if (starts_with(*r, "<<"))
            depth++;
        else if (starts_with(*r, ">>"))
            depth--;
        else {
            r->at++;
            continue;
        }
        r->at += 2;
        if (depth == 0) {
            dictionary->end = r->at;
            return true;
        }
    }
    return false;
}

/* Behind the key, at its value. */
static bool find_value(struct reader dictionary, const char *key,
                       struct reader *value)
{
    size_t n = strlen(key);

    *value = dictionary;
    while ((value->at = memmem(value->at, (size_t)(value->end - value->at), key,
                               n)) != NULL) {
        value->at += n;
        if (value->at < value->end && !is_regular(*value->at)) {
            skip_blanks(value);
            return true;
        }
    }
    return false;
}

/* A plain number of at most nine digits; -1 also for a reference to one. */
static long take_number(struct reader r)
{
    long number = 0;
    int digits = 0;

    for (; r.at < r.end && isdigit(*r.at) && digits < 9; r.at++, digits++)
        number = number * 10 + (*r.at - '0');
    if (digits == 0 || (r.at < r.end && isdigit(*r.at)))
        return -1;
    skip_blanks(&r);
    return r.at < r.end && isdigit(*r.at) ? -1 : number;
}

static enum scan_pdf_filter filter_of(struct reader *r)
{
    static const struct {
        const char *name;
        enum scan_pdf_filter filter;
    } known[] = {{"FlateDecode", PDF_FLATE},
                 {"DCTDecode", PDF_JPEG},
                 {"CCITTFaxDecode", PDF_FAX},
                 {"JBIG2Decode", PDF_JBIG2}};
    char name[NAME_MAX_BYTES] = "";

    for (size_t n = 0; r->at < r->end && is_regular(*r->at); r->at++)
        if (n + 1 < sizeof name)
            name[n++] = (char)*r->at;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(name, known[i].name) == 0)
            return known[i].filter;
    return PDF_OTHER_FILTER;
}

/* One name, or several in brackets. */
static bool take_filters(struct reader dictionary, struct scan_pdf_stream *out)
{
    struct reader r;
    bool list;

    if (!find_value(dictionary, "/Filter", &r))
        return true;
    list = r.at < r.end && *r.at == '[';
    if (list)
        r.at++;
    for (skip_blanks(&r); r.at < r.end && *r.at == '/'; skip_blanks(&r)) {
        r.at++;
        if (out->n_filters == SCAN_PDF_FILTERS_MAX)
            return false;
        out->filters[out->n_filters++] = filter_of(&r);
        if (!list)
            return true;
    }
    return list && r.at < r.end && *r.at == ']';
}

/* What stands elsewhere in the file is not looked for, and rows that begin at
 * whole bytes are not known outside of PDF. */
static int fax_columns(struct reader dictionary)
{
    struct reader value;
    long columns = 1728;

    if (!find_value(dictionary, "/K", &value) || !starts_with(value, "-") ||
        (find_value(dictionary, "/EncodedByteAlign", &value) &&
         starts_with(value, "true")))
        return 0;
    if (find_value(dictionary, "/Columns", &value))
        columns = take_number(value);
    return columns > 0 ? (int)columns : 0;
}

static bool is_end(struct reader r)
{
    skip_blanks(&r);
    return starts_with(r, "endstream");
}

/* @r stands behind the word that begins the data. */
static struct scan_bytes cut_data(struct scan_bytes pdf, struct reader r,
                                  long length)
{
    const uint8_t *end = NULL;

    if (starts_with(r, "\r\n"))
        r.at += 2;
    else if (r.at < r.end && (*r.at == '\n' || *r.at == '\r'))
        r.at++;
    r.end = pdf.data + pdf.size;
    if (length >= 0 && r.end - r.at >= length &&
        is_end((struct reader){r.at + length, r.end}))
        end = r.at + length;
    if (end == NULL)
        end = memmem(r.at, (size_t)(r.end - r.at), "endstream", 9);
    if (end == NULL)
        end = r.end;
    return (struct scan_bytes){pdf.data + (r.at - pdf.data),
                               (size_t)(end - r.at)};
}

bool scan_pdf_stream_find(struct scan_bytes pdf, int object, int generation,
                          struct scan_pdf_stream *out)
{
    char head[48];
    struct reader r, dictionary, value;

    *out = (struct scan_pdf_stream){.predictor = 1};
    snprintf(head, sizeof head, "%d %d obj", object, generation);
    if (!find_object(pdf, head, &r) || !cut_dictionary(&r, &dictionary) ||
        !take_filters(dictionary, out))
        return false;
    if (find_value(dictionary, "/Predictor", &value))
        out->predictor = (int)take_number(value);
    out->fax_columns = fax_columns(dictionary);
    r.end = pdf.data + pdf.size;
    skip_blanks(&r);
    if (!starts_with(r, "stream"))
        return false;
    r.at += strlen("stream");
    out->data = cut_data(
        pdf, r,
        find_value(dictionary, "/Length", &value) ? take_number(value) : -1);
    return true;
}
