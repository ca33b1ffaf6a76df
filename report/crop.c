#include "report/crop.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "report/crop_list.h"

/* Below this a crop is not turned: it moves nothing by a whole pixel. */
static const double LEAST_SKEW = 0.3;

/* The image that the last crop was cut from. */
struct open_image {
    int64_t page_id;
    PIX *pix; /* NULL: it cannot be opened */
    struct db_cell_image place;
};

/* ---- one crop ---- */

/* The upright box around a leaning cell is larger than the cell, and its
 * corners show the neighbours' ink. */
static BOX *inner_box(PIX *pix, struct scan_box outer, double degrees)
{
    double t = fabs(degrees) * M_PI / 180, c = cos(t), s = sin(t);
    double square = c * c - s * s;
    double w = (outer.w * c - outer.h * s) / square;
    double h = (outer.h * c - outer.w * s) / square;

    w = w < outer.w / 2.0 ? outer.w / 2.0 : w;
    h = h < outer.h / 2.0 ? outer.h / 2.0 : h;
    return boxCreate((int)((pixGetWidth(pix) - w) / 2),
                     (int)((pixGetHeight(pix) - h) / 2), (int)ceil(w),
                     (int)ceil(h));
}

/* Boxes are of the image as it came; @turned swaps their sides. */
static PIX *set_upright(PIX *pix, const struct db_cell_image *place,
                        struct scan_box box)
{
    PIX *turned = place->turned_degrees == 0
                      ? pixClone(pix)
                      : pixRotateOrth(pix, place->turned_degrees / 90);
    PIX *straight = NULL, *inner = NULL;
    BOX *clip = NULL;

    if (place->turned_degrees % 180 != 0)
        box = (struct scan_box){box.y, box.x, box.h, box.w};
    if (turned == NULL || fabs(place->skew_degrees) < LEAST_SKEW)
        return turned;
    straight = pixRotate(turned, (l_float32)(-place->skew_degrees * M_PI / 180),
                         L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0);
    if (straight != NULL)
        clip = inner_box(straight, box, place->skew_degrees);
    if (clip != NULL)
        inner = pixClipRectangle(straight, clip, NULL);
    boxDestroy(&clip);
    pixDestroy(&straight);
    pixDestroy(&turned);
    return inner;
}

static PIX *made_small(PIX *pix)
{
    PIX *deep = pixGetDepth(pix) == 1 ? pixConvertTo8(pix, 0) : pixClone(pix);
    PIX *scaled, *few;
    double scale;

    if (deep == NULL)
        return NULL;
    scale = (double)REPORT_CROP_HEIGHT / pixGetHeight(deep);
    scaled = scale < 1 ? pixScale(deep, (l_float32)scale, (l_float32)scale)
                       : pixClone(deep);
    pixDestroy(&deep);
    if (scaled == NULL)
        return NULL;
    /* sixteen shades of paper and ink are a quarter of the bytes */
    few = pixGetDepth(scaled) == 32 ? pixOctreeQuantNumColors(scaled, 16, 0)
                                    : pixThresholdTo4bpp(scaled, 16, 1);
    pixDestroy(&scaled);
    return few;
}

static bool cut(const struct open_image *image, struct scan_box box,
                struct report_crop *crop)
{
    BOX *clip = boxCreate(box.x, box.y, box.w, box.h);
    PIX *piece = clip != NULL ? pixClipRectangle(image->pix, clip, NULL) : NULL;
    PIX *upright =
        piece != NULL ? set_upright(piece, &image->place, box) : NULL;
    PIX *small = upright != NULL ? made_small(upright) : NULL;
    bool made =
        small != NULL && pixWriteMemPng(&crop->png, &crop->size, small, 0) == 0;

    if (made) {
        crop->width = pixGetWidth(small);
        crop->height = pixGetHeight(small);
    }
    boxDestroy(&clip);
    pixDestroy(&piece);
    pixDestroy(&upright);
    pixDestroy(&small);
    return made;
}

/* ---- all of them ---- */

/* Cells come page by page, so that each page is decoded once and one at a
 * time. */
static enum status open_image(struct db_archive *archive,
                              const struct report_cell *cell,
                              struct open_image *image, struct fault *fault,
                              char *lost, size_t size)
{
    int64_t before = image->page_id;
    struct fault unread = {{0}};
    enum status rc =
        db_find_cell_image(archive, cell->id, &image->place, fault);

    if (rc != ST_OK || image->place.page_id == before)
        return rc;
    image->page_id = image->place.page_id;
    pixDestroy(&image->pix);
    if (scan_decode(image->place.path, image->place.number, SCAN_LIMITS_DEFAULT,
                    &image->pix, &unread) != ST_OK &&
        lost[0] == '\0')
        text_copy(lost, size, unread.text);
    return ST_OK;
}

/* "" when the form or its column is not known today. */
static void tell_head(const struct form_catalogue *forms,
                      const struct report_cell *cell, char *head, size_t size)
{
    const struct form *form = form_catalogue_lookup(forms, cell->form);
    int at = form == NULL ? -1 : form_find_column(form, cell->column);

    head[0] = '\0';
    if (at >= 0)
        column_head(&form->columns[at], head, size);
}

static int by_cell(const void *a, const void *b)
{
    const struct report_crop *left = a, *right = b;

    return left->cell_id < right->cell_id ? -1 : left->cell_id > right->cell_id;
}

static enum status cut_all(struct db_archive *archive,
                           const struct form_catalogue *forms,
                           const struct crop_list *list,
                           struct report_crops *crops, struct fault *fault)
{
    struct open_image image = {0};
    size_t bytes = 0;
    enum status rc = ST_OK;

    for (size_t i = 0; i < list->n && rc == ST_OK; i++) {
        struct report_crop *crop = &crops->crops[crops->n];
        if (bytes > REPORT_CROPS_BYTES) {
            crops->n_left++;
            continue;
        }
        rc = open_image(archive, list->cells[i], &image, fault, crops->lost,
                        sizeof crops->lost);
        if (rc != ST_OK)
            break;
        if (image.pix == NULL || !cut(&image, list->cells[i]->box, crop)) {
            crops->n_lost++;
            continue;
        }
        crop->cell_id = list->cells[i]->id;
        crop->page_id = image.page_id;
        tell_head(forms, list->cells[i], crop->head, sizeof crop->head);
        bytes += crop->size;
        crops->n++;
    }
    pixDestroy(&image.pix);
    qsort(crops->crops, crops->n, sizeof *crops->crops, by_cell);
    return rc;
}

enum status report_gather_crops_of(struct db_archive *archive,
                                   struct report *report,
                                   const struct crop_list *list,
                                   struct fault *fault)
{
    struct report_crops *crops = calloc(1, sizeof *crops);
    enum status rc;

    report_crops_free(&report->crops);
    if (crops == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory");
    crops->crops = calloc(list->n + 1, sizeof *crops->crops);
    rc = crops->crops != NULL
             ? cut_all(archive, &report->forms, list, crops, fault)
             : fault_set(fault, ST_NOMEM, "out of memory");
    report->crops = crops;
    if (rc != ST_OK)
        report_crops_free(&report->crops);
    return rc;
}

enum status report_gather_crops(struct db_archive *archive,
                                struct report *report, struct fault *fault)
{
    struct crop_list list = {0};
    enum status rc = crop_list_make(report, &list, fault);

    if (rc == ST_OK)
        rc = report_gather_crops_of(archive, report, &list, fault);
    crop_list_clear(&list);
    return rc;
}

void report_crops_free(struct report_crops **crops)
{
    if (*crops == NULL)
        return;
    for (size_t i = 0; i < (*crops)->n; i++)
        lept_free((*crops)->crops[i].png);
    free((*crops)->crops);
    free(*crops);
    *crops = NULL;
}

const struct report_crop *report_lookup_crop(const struct report *report,
                                             int64_t cell_id)
{
    const struct report_crop wanted = {.cell_id = cell_id};

    if (report->crops == NULL || report->crops->n == 0)
        return NULL;
    return bsearch(&wanted, report->crops->crops, report->crops->n,
                   sizeof wanted, by_cell);
}
