/*
 * Files are read whole and then put together: the arrays of the whole are ours,
 * what they point to belongs to the files.
 */
#include "report/catalogue.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/catalogue_parts.h"
#include "base/data_place.h"

/* In this order, for later figures rest on earlier ones. */
static const char *const shipped[] = {
    "report/summary.yaml", "report/indicators.yaml", "report/quality.yaml",
    "report/close.yaml", "report/templates.yaml"};
enum { N_SHIPPED = sizeof shipped / sizeof *shipped };

/* ---- putting together ---- */

/* Room for @more further things of @size after the @n that are there. */
static void *grow(void *array, size_t n, size_t more, size_t size)
{
    return realloc(array, (n + more + 1) * size);
}

int report_find_indicator(const struct report_catalogue *catalogue,
                          const char *id)
{
    for (uint32_t i = 0; i < catalogue->n_indicators; i++)
        if (strcmp(catalogue->indicators[i].id, id) == 0)
            return (int)i;
    return -1;
}

const struct report_form_name *
report_find_form(const struct report_catalogue *catalogue, const char *id)
{
    for (uint32_t i = 0; i < catalogue->n_forms; i++)
        if (strcmp(catalogue->forms[i].id, id) == 0)
            return &catalogue->forms[i];
    return NULL;
}

/* Within one file an id that stands twice is a mistake, which the check
 * finds; only an earlier file's figure is replaced. */
static void add_indicators(struct report_catalogue *whole,
                           const struct report_catalogue *file)
{
    uint32_t before = whole->n_indicators;

    for (uint32_t i = 0; i < file->n_indicators; i++) {
        int at = report_find_indicator(whole, file->indicators[i].id);
        if (at < 0 || (uint32_t)at >= before)
            at = (int)whole->n_indicators++;
        whole->indicators[at] = file->indicators[i];
    }
}

static void add_forms(struct report_catalogue *whole,
                      const struct report_catalogue *file)
{
    for (uint32_t i = 0; i < file->n_forms; i++) {
        const struct report_form_name *known =
            report_find_form(whole, file->forms[i].id);
        size_t at =
            known != NULL ? (size_t)(known - whole->forms) : whole->n_forms++;
        whole->forms[at] = file->forms[i];
    }
}

static void add_templates(struct report_catalogue *whole,
                          const struct report_catalogue *file)
{
    for (uint32_t i = 0; i < file->n_templates; i++) {
        uint32_t at = 0;
        while (at < whole->n_templates &&
               strcmp(whole->templates[at].id, file->templates[i].id) != 0)
            at++;
        whole->n_templates += at == whole->n_templates;
        whole->templates[at] = file->templates[i];
    }
}

static void add_laws(struct report_catalogue *whole,
                     const struct report_catalogue *file)
{
    for (uint32_t i = 0; i < file->n_laws; i++)
        whole->laws[whole->n_laws++] = file->laws[i];
    for (uint32_t i = 0; i < file->n_ties; i++)
        whole->ties[whole->n_ties++] = file->ties[i];
    for (uint32_t i = 0; i < file->n_closes; i++)
        whole->closes[whole->n_closes++] = file->closes[i];
}

static bool make_room(struct report_catalogue *whole,
                      const struct report_catalogue *file)
{
    const struct {
        void **array;
        size_t n, more, size;
    } arrays[] = {
        {(void **)&whole->indicators, whole->n_indicators, file->n_indicators,
         sizeof *whole->indicators},
        {(void **)&whole->forms, whole->n_forms, file->n_forms,
         sizeof *whole->forms},
        {(void **)&whole->templates, whole->n_templates, file->n_templates,
         sizeof *whole->templates},
        {(void **)&whole->laws, whole->n_laws, file->n_laws,
         sizeof *whole->laws},
        {(void **)&whole->ties, whole->n_ties, file->n_ties,
         sizeof *whole->ties},
        {(void **)&whole->closes, whole->n_closes, file->n_closes,
         sizeof *whole->closes},
        {(void **)&whole->parts, whole->n_parts, 1, sizeof *whole->parts}};

    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        void *grown =
            grow(*arrays[i].array, arrays[i].n, arrays[i].more, arrays[i].size);
        if (grown == NULL)
            return false;
        *arrays[i].array = grown;
    }
    return true;
}

static void add_settings(struct report_catalogue *whole,
                         const struct report_catalogue *file)
{
    if (file->paragraph_zh != NULL)
        whole->paragraph_zh = file->paragraph_zh;
    if (file->paragraph_en != NULL)
        whole->paragraph_en = file->paragraph_en;
    if (file->few != 0)
        whole->few = file->few;
    if (file->year != REPORT_CALENDAR)
        whole->year = file->year;
    if (file->late != REPORT_LATE_APART)
        whole->late = file->late;
}

static bool ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n > m && strcmp(name + n - m, end) == 0;
}

static enum status add_file(struct report_catalogue *whole, const char *path,
                            struct fault *fault)
{
    struct report_catalogue *file = NULL;
    enum status rc = ends_with(path, ".txt")
                         ? catalogue_text_load(path, &file, fault)
                         : catalogue_file_load(path, &file, fault);

    if (rc == ST_OK && !make_room(whole, file))
        rc = fault_set(fault, ST_NOMEM, "out of memory");
    if (rc != ST_OK) {
        catalogue_file_free(file);
        return rc;
    }
    whole->parts[whole->n_parts++] = file;
    add_forms(whole, file);
    add_indicators(whole, file);
    add_templates(whole, file);
    add_laws(whole, file);
    add_settings(whole, file);
    return catalogue_check(whole, path, fault);
}

/* ---- which files ---- */

static enum status add_shipped(struct report_catalogue *whole,
                               struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < N_SHIPPED && rc == ST_OK; i++) {
        char path[PATH_MAX];
        rc = data_find(shipped[i], path, sizeof path)
                 ? add_file(whole, path, fault)
                 : fault_set(fault, ST_IO,
                             "%s is not installed; TAIZHANG_DATA may name its "
                             "folder",
                             shipped[i]);
    }
    return rc;
}

static int is_own(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && (ends_with(entry->d_name, ".yaml") ||
                                       ends_with(entry->d_name, ".txt"));
}

static enum status add_own(struct report_catalogue *whole, const char *folder,
                           struct fault *fault)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, is_own, alphasort);
    enum status rc = ST_OK;

    for (int i = 0; i < n; i++) {
        char path[PATH_MAX];
        int length =
            snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (rc == ST_OK && (length < 0 || (size_t)length >= sizeof path))
            rc = fault_set(fault, ST_INPUT, "%s: the name is too long", folder);
        if (rc == ST_OK)
            rc = add_file(whole, path, fault);
        free(entries[i]);
    }
    free(entries);
    return rc;
}

static enum status load(const char *path, const char *folder,
                        struct report_catalogue **out, struct fault *fault)
{
    struct report_catalogue *whole = calloc(1, sizeof *whole);
    enum status rc;

    *out = NULL;
    if (whole == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    rc =
        path != NULL ? add_file(whole, path, fault) : add_shipped(whole, fault);
    if (rc == ST_OK && folder != NULL)
        rc = add_own(whole, folder, fault);
    if (rc == ST_OK &&
        (whole->n_indicators == 0 || whole->paragraph_zh == NULL ||
         whole->paragraph_en == NULL))
        rc = fault_set(fault, ST_INPUT,
                       "%s: 'figures', 'paragraph_zh' or 'paragraph_en' is "
                       "missing",
                       path != NULL ? path : shipped[0]);
    if (rc == ST_OK)
        *out = whole;
    else
        report_catalogue_free(&whole);
    return rc;
}

enum status report_catalogue_load(const char *path,
                                  struct report_catalogue **out,
                                  struct fault *fault)
{
    return load(path, NULL, out, fault);
}

enum status report_catalogue_load_with(const char *folder,
                                       struct report_catalogue **out,
                                       struct fault *fault)
{
    return load(NULL, folder, out, fault);
}

void report_catalogue_free(struct report_catalogue **catalogue)
{
    struct report_catalogue *whole = *catalogue;

    if (whole == NULL)
        return;
    for (size_t i = 0; i < whole->n_parts; i++)
        catalogue_file_free(whole->parts[i]);
    free(whole->parts);
    free(whole->indicators);
    free(whole->forms);
    free(whole->templates);
    free(whole->laws);
    free(whole->ties);
    free(whole->closes);
    free(whole);
    *catalogue = NULL;
}
