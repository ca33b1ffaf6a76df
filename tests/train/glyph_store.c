#include "glyph_store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <leptonica/allheaders.h>

#include "amount_images.h"
#include "glyph_kin.h"

enum { MNIST_SIDE = 28, MNIST_ALL = 5000 };

/* Which digits of MNIST belong to each share. */
static const struct {
    int from, to;
} MNIST_SHARE[] = {
    [SHARE_LEARN] = {0, 3600},
    [SHARE_CHOOSE] = {3600, 4000},
    [SHARE_TEST] = {4000, MNIST_ALL},
    [SHARE_KNOWN] = {0, 4000},
};

/* Cut @from (w x h) down to what is darker than paper, into memory of its
 * own; *left is how much was cut off there. False when there is nothing, or no memory. */
static bool store_tight(const unsigned char *from, int w, int h, int digit,
                        struct stored_glyph *glyph, int *left)
{
    int x0 = w, y0 = h, x1 = -1, y1 = -1;
    unsigned char *to;

    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            if (from[y * w + x] > 40) {
                x0 = x < x0 ? x : x0;
                x1 = x > x1 ? x : x1;
                y0 = y < y0 ? y : y0;
                y1 = y;
            }
    if (x1 < 0)
        return false;
    if (left != NULL)
        *left = x0;
    glyph->digit = digit;
    glyph->stamp.w = x1 - x0 + 1;
    glyph->stamp.h = y1 - y0 + 1;
    to = malloc((size_t)glyph->stamp.w * (size_t)glyph->stamp.h);
    if (to == NULL)
        return false;
    for (int y = y0; y <= y1; y++)
        memcpy(to + (y - y0) * glyph->stamp.w, from + y * w + x0,
               (size_t)glyph->stamp.w);
    glyph->stamp.ink = to;
    return true;
}

static enum status read_file(const char *folder, const char *name,
                             unsigned char *bytes, size_t size,
                             struct fault *fault)
{
    char path[1024];
    FILE *file;
    size_t got;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    if (file == NULL)
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    got = fread(bytes, 1, size, file);
    fclose(file);
    if (got != size)
        return fault_set(fault, ST_INPUT, "%s: shorter than %zu bytes", path,
                         size);
    return ST_OK;
}

static enum status load_mnist(const char *folder, enum glyph_share share,
                              struct glyph_store *store, struct fault *fault)
{
    enum { PICTURE = MNIST_SIDE * MNIST_SIDE, IMAGE_HEAD = 16, LABEL_HEAD = 8 };
    int from = MNIST_SHARE[share].from, to = MNIST_SHARE[share].to;
    unsigned char *images = malloc(IMAGE_HEAD + MNIST_ALL * PICTURE);
    unsigned char labels[LABEL_HEAD + MNIST_ALL];
    enum status rc = ST_NOMEM;

    store->mnist = calloc((size_t)(to - from), sizeof *store->mnist);
    if (images == NULL || store->mnist == NULL)
        goto done;
    rc = read_file(folder, "images.idx3", images,
                   IMAGE_HEAD + MNIST_ALL * PICTURE, fault);
    if (rc == ST_OK)
        rc = read_file(folder, "labels.idx1", labels, sizeof labels, fault);
    for (int i = from; i < to && rc == ST_OK; i++)
        if (store_tight(images + IMAGE_HEAD + i * PICTURE, MNIST_SIDE,
                        MNIST_SIDE, labels[LABEL_HEAD + i],
                        &store->mnist[store->n_mnist], NULL))
            store->n_mnist++;
done:
    free(images);
    return rc;
}

struct take {
    struct glyph_store *store;
    int room_glyphs, room_strings;
};

static void take_glyph(void *user, int digit, const unsigned char *ink, int w,
                       int h)
{
    struct take *take = user;
    struct glyph_store *store = take->store;

    if (store->n_amount < take->room_glyphs &&
        store_tight(ink, w, h, digit, &store->amount[store->n_amount], NULL))
        store->n_amount++;
}

/* The grey value that most px of paper have. */
static int paper_of(struct Pix *grey)
{
    int count[256] = {0}, best = 255;

    for (int y = 0; y < pixGetHeight(grey); y++) {
        const l_uint32 *line = pixGetData(grey) +
                               (size_t)y * (size_t)pixGetWpl(grey);
        for (int x = 0; x < pixGetWidth(grey); x++)
            count[GET_DATA_BYTE(line, x)]++;
    }
    for (int v = 128; v < 256; v++)
        best = count[v] > count[best] ? v : best;
    return best;
}

/* All that is darker than paper; NULL ink: no memory. */
static struct ink_stamp take_whole(struct Pix *grey)
{
    struct ink_stamp stamp = {.w = pixGetWidth(grey), .h = pixGetHeight(grey)};
    int paper = paper_of(grey);
    unsigned char *ink = malloc((size_t)stamp.w * (size_t)stamp.h);

    for (int y = 0; y < stamp.h && ink != NULL; y++) {
        const l_uint32 *line = pixGetData(grey) +
                               (size_t)y * (size_t)pixGetWpl(grey);
        for (int x = 0; x < stamp.w; x++) {
            int v = GET_DATA_BYTE(line, x);
            ink[y * stamp.w + x] =
                (unsigned char)(v < paper ? 255 * (paper - v) / paper : 0);
        }
    }
    stamp.ink = ink;
    return stamp;
}

/* Half way between two digits' boxes. */
static void take_seams(struct stored_string *s,
                       const struct amount_boxes *boxes, int left)
{
    const struct scan_box *b = boxes->box;

    s->seam[0] = 0;
    for (int i = 1; i < boxes->n; i++)
        s->seam[i] = (b[i - 1].x + b[i - 1].w + b[i].x) / 2 - left;
    s->seam[boxes->n] = s->stamp.w;
}

static void take_string(void *user, const char *text,
                        const struct amount_boxes *boxes, struct Pix *grey,
                        const unsigned char *ink)
{
    struct take *take = user;
    int left = 0;
    struct stored_glyph glyph;
    struct stored_string *s;

    if (take->store->n_strings == take->room_strings)
        return;
    s = &take->store->strings[take->store->n_strings++];
    snprintf(s->text, sizeof s->text, "%s", text);
    s->grey = pixClone(grey);
    if (store_tight(ink, pixGetWidth(grey), pixGetHeight(grey), 0, &glyph,
                    &left))
        s->stamp = glyph.stamp;
    take_seams(s, boxes, left);
    s->whole = take_whole(grey);
}

static enum status load_amounts(const char *folder, enum glyph_share share,
                                struct glyph_store *store, struct fault *fault)
{
    enum { ROOM_GLYPHS = 8000, ROOM_STRINGS = 1200 };
    struct take take = {store, ROOM_GLYPHS, ROOM_STRINGS};

    store->amount = calloc(ROOM_GLYPHS, sizeof *store->amount);
    store->strings = calloc(ROOM_STRINGS, sizeof *store->strings);
    if (store->amount == NULL || store->strings == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for %s", folder);
    return amount_images_visit(folder, share, take_glyph,
                               take_string, &take, fault);
}

enum status glyph_store_load(const char *mnist, const char *amounts,
                             enum glyph_share share, struct glyph_store *store,
                             struct fault *fault)
{
    enum status rc = ST_OK;

    *store = (struct glyph_store){0};
    if (share == SHARE_LEARN || share == SHARE_KNOWN) {
        store->strokes = 24;
        store->bend = 0.12F;
        rc = word_signs_open(&store->signs, fault);
    }
    if (rc == ST_OK && mnist != NULL)
        rc = load_mnist(mnist, share, store, fault);
    if (rc == ST_OK && amounts != NULL)
        rc = load_amounts(amounts, share, store, fault);
    if (rc == ST_OK && store->bend > 0)
        rc = glyph_kin_find(store->mnist, store->n_mnist, fault);
    if (rc != ST_OK)
        glyph_store_clear(store);
    return rc;
}

static void clear_glyphs(struct stored_glyph *glyphs, int n)
{
    for (int i = 0; i < n; i++)
        free((void *)(uintptr_t)glyphs[i].stamp.ink);
    free(glyphs);
}

void glyph_store_clear(struct glyph_store *store)
{
    clear_glyphs(store->mnist, store->n_mnist);
    clear_glyphs(store->amount, store->n_amount);
    for (int i = 0; i < store->n_strings; i++) {
        pixDestroy(&store->strings[i].grey);
        free((void *)(uintptr_t)store->strings[i].stamp.ink);
        free((void *)(uintptr_t)store->strings[i].whole.ink);
    }
    word_signs_close(&store->signs);
    free(store->strings);
    *store = (struct glyph_store){0};
}

const struct stored_glyph *glyph_store_pick(const struct stored_glyph *glyphs,
                                            int n, int digit,
                                            struct train_random *random)
{
    const struct stored_glyph *glyph;

    do
        glyph = &glyphs[train_random_below(random, n)];
    while (glyph->digit != digit);
    return glyph;
}
