#include "amount_images.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

#include "ocr/cell_blobs.h"
#include "ocr/cell_patch.h"

struct amount {
    char file[256], text[32];
    struct amount_boxes boxes;
};

static bool parse_line(char *line, struct amount *amount)
{
    char *file = strtok(line, "\t"), *text = strtok(NULL, "\t");
    char *boxes = strtok(NULL, "\n");

    if (file == NULL || text == NULL || boxes == NULL)
        return false;
    snprintf(amount->file, sizeof amount->file, "%s", file);
    snprintf(amount->text, sizeof amount->text, "%s", text);
    amount->boxes.n = 0;
    for (char *at = strtok(boxes, ";");
         at != NULL && amount->boxes.n < AMOUNT_MOST_DIGITS;
         at = strtok(NULL, ";")) {
        struct scan_box *b = &amount->boxes.box[amount->boxes.n++];
        if (sscanf(at, "%d,%d,%d,%d", &b->x, &b->y, &b->w, &b->h) != 4)
            return false;
    }
    return amount->boxes.n == (int)strlen(amount->text);
}

/* The whole image as one field, its ink found and sorted into pieces. */
static enum status open_patch(struct Pix *grey, struct cell_patch *patch,
                              struct cell_blobs *blobs)
{
    double w = pixGetWidth(grey), h = pixGetHeight(grey);
    struct scan_quad quad = {{{0, 0}, {w, 0}, {w, h}, {0, h}}};
    enum status rc = cell_patch_cut(grey, &quad, patch);

    if (rc != ST_OK)
        return rc;
    (void)cell_patch_find_ink(patch, true);
    return cell_blobs_find(patch, blobs);
}

/* How much of the box's ink belongs to pieces that lie mostly outside. */
static bool is_own(const struct cell_blobs *blobs, const struct cell_patch *p,
                   int label, struct scan_box box)
{
    int in = 0, all = 0;

    for (int i = 0; i < blobs->n; i++)
        if (blobs->blob[i].label == label)
            all = blobs->blob[i].area;
    for (int y = box.y; y < box.y + box.h; y++)
        for (int x = box.x; x < box.x + box.w; x++)
            in += blobs->labels[y * p->w + x] == label;
    return 2 * in >= all || 4 * in >= box.w * box.h / 4;
}

static unsigned char ink_of(const struct cell_patch *p, int at)
{
    int v = 128 + 128 * (p->level - p->grey[at]) / (p->paper - p->level + 1);

    return (unsigned char)(v < 0 ? 0 : v > 255 ? 255 : v);
}

static struct scan_box in_patch(const struct cell_patch *p, struct scan_box box)
{
    const int more = 2;
    int x0 = box.x + p->left - more, y0 = box.y + p->top - more;
    int x1 = x0 + box.w + 2 * more, y1 = y0 + box.h + 2 * more;

    x0 = x0 < 0 ? 0 : x0;
    y0 = y0 < 0 ? 0 : y0;
    x1 = x1 > p->w ? p->w : x1;
    y1 = y1 > p->h ? p->h : y1;
    return (struct scan_box){x0, y0, x1 - x0, y1 - y0};
}

static void visit_glyph(const struct cell_patch *p,
                        const struct cell_blobs *blobs, struct scan_box box,
                        int digit, amount_glyph_visitor *visit, void *user)
{
    unsigned char *ink;
    struct scan_box b = in_patch(p, box);

    if (b.w < 3 || b.h < 8)
        return;
    ink = calloc((size_t)b.w * (size_t)b.h, 1);
    if (ink == NULL)
        return;
    for (int y = 0; y < b.h; y++)
        for (int x = 0; x < b.w; x++) {
            int at = (b.y + y) * p->w + b.x + x;
            int label = blobs->labels[at];
            if (label == 0 || is_own(blobs, p, label, b))
                ink[y * b.w + x] = ink_of(p, at);
        }
    visit(user, digit, ink, b.w, b.h);
    free(ink);
}

static bool in_a_box(const struct amount *amount, int x, int y)
{
    const int more = 2;

    for (int i = 0; i < amount->boxes.n; i++) {
        const struct scan_box *b = &amount->boxes.box[i];
        if (x >= b->x - more && y >= b->y - more && x < b->x + b->w + more &&
            y < b->y + b->h + more)
            return true;
    }
    return false;
}

/* The ink of the boxes, as large as the image; NULL: no memory. */
static unsigned char *ink_of_digits(const struct cell_patch *p, int w, int h,
                                    const struct amount *amount)
{
    unsigned char *ink = calloc((size_t)w * (size_t)h, 1);

    for (int y = 0; y < h && ink != NULL; y++)
        for (int x = 0; x < w; x++) {
            int px = x + p->left, py = y + p->top;
            if (in_a_box(amount, x, y) && px < p->w && py < p->h)
                ink[y * w + x] = ink_of(p, py * p->w + px);
        }
    return ink;
}

static enum status visit_amount(const char *folder,
                                const struct amount *amount,
                                amount_glyph_visitor *glyph,
                                amount_string_visitor *string, void *user,
                                struct fault *fault)
{
    char path[1400];
    struct cell_patch patch = {0};
    struct cell_blobs blobs = {0};
    struct Pix *read = NULL, *grey = NULL;
    unsigned char *ink = NULL;
    enum status rc;

    snprintf(path, sizeof path, "%s/%s", folder, amount->file);
    read = pixRead(path);
    grey = read != NULL ? pixConvertTo8(read, 0) : NULL;
    if (grey == NULL) {
        rc = fault_set(fault, ST_INPUT, "%s: no image", path);
        goto done;
    }
    rc = open_patch(grey, &patch, &blobs);
    if (rc != ST_OK) {
        (void)fault_set(fault, rc, "%s: cannot be cut", path);
        goto done;
    }
    for (int i = 0; i < amount->boxes.n; i++)
        visit_glyph(&patch, &blobs, amount->boxes.box[i], amount->text[i] - '0',
                    glyph, user);
    ink = ink_of_digits(&patch, pixGetWidth(grey), pixGetHeight(grey), amount);
    if (ink == NULL)
        rc = fault_set(fault, ST_NOMEM, "out of memory for %s", path);
    else
        string(user, amount->text, &amount->boxes, grey, ink);
done:
    free(ink);
    cell_blobs_clear(&blobs);
    cell_patch_clear(&patch);
    pixDestroy(&grey);
    pixDestroy(&read);
    return rc;
}

static bool is_of(int i, enum glyph_share share)
{
    if (i % 5 == 4)
        return share == SHARE_TEST;
    return share == SHARE_KNOWN ||
           share == (i % 10 == 3 ? SHARE_CHOOSE : SHARE_LEARN);
}

enum status amount_images_visit(const char *folder, enum glyph_share share,
                                amount_glyph_visitor *glyph,
                                amount_string_visitor *string, void *user,
                                struct fault *fault)
{
    char path[1024], line[4096];
    struct amount amount;
    enum status rc = ST_OK;
    FILE *file;

    snprintf(path, sizeof path, "%s/boxes.tsv", folder);
    file = fopen(path, "r");
    if (file == NULL)
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    for (int i = 0; rc == ST_OK && fgets(line, sizeof line, file); i++) {
        if (!is_of(i, share))
            continue;
        if (parse_line(line, &amount))
            rc = visit_amount(folder, &amount, glyph, string, user, fault);
    }
    fclose(file);
    return rc;
}
