/*
 * The chain: surround off, light even, colour lifted; a first ink image tells
 * how the writing lies; then everything is turned, straightened and flattened
 * in one go, grey seals are lifted, whose rings are round now, and the ink is
 * found anew on the straight page.
 */
#include "scan/page.h"

#include <leptonica/allheaders.h>
#include <math.h>

#include "scan/bend.h"
#include "scan/dark_ground.h"
#include "scan/debug.h"
#include "scan/edges.h"
#include "scan/grey_seal.h"
#include "scan/grey_seal_beside.h"
#include "scan/mesh.h"
#include "scan/steps.h"

static const int MIN_SIDE_PX = 50;
static const double MAX_SKEW_DEGREES = 16; /* 15 are promised */
/* Below this a rotation costs more sharpness than it gains. */
static const double MIN_SKEW_DEGREES = 0.03;

void scan_page_clear(struct page *page)
{
    pixDestroy(&page->colour);
    pixDestroy(&page->grey);
    pixDestroy(&page->black);
    pixDestroy(&page->ink);
    pixDestroy(&page->bare);
    pixDestroy(&page->bare_ink);
    mesh_free(&page->to_original.mesh);
    *page = (struct page){0};
}

/* 1 bpp has no light to even; its surround is painted over all the same.
 * @lit  the image that was evened: all writing on it is darker than its ground;
 *       8 or 32 bpp */
static enum status even_image(struct Pix *image, int dpi, struct Pix **lit,
                              struct scan_even *even, struct fault *fault)
{
    PIX *grey = NULL, *mask = NULL;
    enum status rc = scan_plain_grey(image, &grey, fault);

    *even = (struct scan_even){0};
    if (rc == ST_OK)
        rc = scan_find_surround(grey, &mask, fault);
    if (rc == ST_OK)
        rc = scan_turn_dark_ground(pixGetDepth(image) == 32 ? image : grey,
                                   grey, dpi, lit, fault);
    if (rc == ST_OK)
        rc = scan_even_light(*lit, mask, even, fault);
    pixDestroy(&grey);
    pixDestroy(&mask);
    return rc;
}

/* How the page lay on the image. */
struct pose {
    int turn;               /* degrees, by quarters */
    double skew;            /* degrees, once turned */
    struct scan_mesh *mesh; /* of the turned image; NULL: it was flat */
};

/* @turned  how the image lies once turned by quarters */
static enum status sense_lean(PIX *turned, struct pose *pose,
                              struct fault *fault)
{
    int w = pixGetWidth(turned), h = pixGetHeight(turned);
    int straight_w = 0, straight_h = 0;
    struct page_edges edges = {0};
    struct scan_skew found = {0};
    struct scan_bend bend = {0};
    enum status rc = page_edges_collect(turned, &edges, fault);

    if (rc == ST_OK)
        rc = scan_measure_skew(&edges, &found, fault);
    if (rc == ST_OK && found.confidence >= SCAN_SKEW_SURE &&
        fabs(found.degrees) >= MIN_SKEW_DEGREES &&
        fabs(found.degrees) <= MAX_SKEW_DEGREES)
        pose->skew = found.degrees;
    scan_rotated_size(w, h, pose->skew, &straight_w, &straight_h);
    bend.half_w = straight_w / 2.0;
    bend.half_h = straight_h / 2.0;
    if (rc == ST_OK)
        rc = bend_measure(&edges, pose->skew, &bend, fault);
    if (rc == ST_OK && bend.bent)
        rc = mesh_make(&bend, pose->skew, w, h, &pose->mesh, fault);
    page_edges_clear(&edges);
    return rc;
}

static enum status sense(struct Pix *black, struct pose *pose,
                         struct fault *fault)
{
    PIX *ink = NULL, *turned = NULL;
    enum status rc = scan_rough_ink(black, &ink, fault);

    if (rc == ST_OK)
        rc = scan_sense_turn(ink, &pose->turn, fault);
    if (rc == ST_OK)
        rc = scan_turn_image(ink, pose->turn, &turned, fault);
    if (rc == ST_OK)
        rc = sense_lean(turned, pose, fault);
    pixDestroy(&ink);
    pixDestroy(&turned);
    return rc;
}

static enum status put_right(struct Pix *image, const struct pose *pose,
                             unsigned fill, struct Pix **out,
                             struct fault *fault)
{
    PIX *turned = NULL;
    enum status rc = scan_turn_image(image, pose->turn, &turned, fault);

    *out = NULL;
    if (rc == ST_OK && pose->mesh != NULL)
        rc = mesh_flatten(turned, pose->mesh, fill, out, fault);
    else if (rc == ST_OK && pose->skew != 0)
        rc = scan_rotate_image(turned, pose->skew, fill, out, fault);
    else if (rc == ST_OK)
        *out = pixClone(turned);
    pixDestroy(&turned);
    return rc;
}

static enum status put_all_right(struct Pix *image,
                                 const struct scan_even *even,
                                 const struct pose *pose, struct page *page,
                                 struct fault *fault)
{
    enum status rc =
        put_right(even->grey, pose, SCAN_PAPER, &page->grey, fault);

    if (rc != ST_OK)
        return rc;
    if (!even->has_colour)
        return grey_seals_lift(page->grey, page->quality.dpi, &page->black,
                               &page->seals, fault);
    rc = put_right(even->black, pose, SCAN_PAPER, &page->black, fault);
    if (rc == ST_OK && even->bare != NULL)
        rc = put_right(even->bare, pose, SCAN_PAPER, &page->bare, fault);
    if (rc == ST_OK)
        rc = put_right(image, pose, even->paper_rgb, &page->colour, fault);
    if (rc == ST_OK)
        rc = grey_seals_lift_beside_colour(page, fault);
    return rc;
}

/* The mesh of @pose goes over to the transform. */
static struct scan_transform whole_transform(struct Pix *image,
                                             struct pose *pose)
{
    int w = pixGetWidth(image), h = pixGetHeight(image);
    struct scan_transform none = scan_transform_none(w, h);
    struct scan_transform t = scan_transform_turned(none, w, h, pose->turn);

    if (pose->mesh != NULL) {
        mesh_map(pose->mesh, t.a);
        none.mesh = pose->mesh;
        pose->mesh = NULL;
        return none;
    }
    if (pose->skew == 0)
        return t;
    return pose->turn % 180 == 0 ? scan_transform_rotated(t, w, h, pose->skew)
                                 : scan_transform_rotated(t, h, w, pose->skew);
}

enum status scan_make_page(struct Pix *image, struct page *page,
                           struct fault *fault)
{
    struct scan_even even = {0};
    struct pose pose = {0};
    PIX *lit = NULL;
    enum status rc = ST_OK;

    *page = (struct page){0};
    setMsgSeverity(L_SEVERITY_NONE);
    if (pixGetWidth(image) < MIN_SIDE_PX || pixGetHeight(image) < MIN_SIDE_PX)
        return fault_set(fault, ST_INPUT,
                         "is %d x %d px small, less than %d px a side",
                         pixGetWidth(image), pixGetHeight(image), MIN_SIDE_PX);
    scan_note_origin(image, &page->quality);
    scan_debug_step("decoded", image, NULL, 0);
    rc = even_image(image, page->quality.dpi, &lit, &even, fault);
    scan_debug_step("even", even.grey, NULL, 0);
    if (rc == ST_OK)
        rc = sense(even.black, &pose, fault);
    if (rc == ST_OK)
        rc = put_all_right(lit, &even, &pose, page, fault);
    if (rc == ST_OK)
        rc = scan_find_ink(page->black, &page->ink, fault);
    if (rc == ST_OK && page->bare != NULL)
        rc = scan_find_ink(page->bare, &page->bare_ink, fault);
    scan_even_clear(&even);
    pixDestroy(&lit);
    if (rc != ST_OK) {
        mesh_free(&pose.mesh);
        scan_page_clear(page);
        return rc;
    }
    scan_debug_step("straight", page->black, NULL, 0);
    scan_debug_step("ink", page->ink, NULL, 0);
    if (page->bare != NULL)
        scan_debug_step("bare", page->bare, NULL, 0);
    page->dpi = page->quality.dpi;
    page->quality.turned_degrees = pose.turn;
    page->quality.skew_degrees = pose.skew;
    page->quality.flattened = pose.mesh != NULL;
    page->to_original = whole_transform(image, &pose);
    scan_note_writing(page, &page->quality);
    return ST_OK;
}

/* @w, @h  of the page as it was */
static struct scan_seals turned_seals(struct scan_seals seals, int w, int h,
                                      int degrees)
{
    for (int i = 0; i < seals.n; i++) {
        struct scan_box was = seals.box[i], *box = &seals.box[i];

        if (degrees != 180) {
            box->w = was.h;
            box->h = was.w;
        }
        box->x = degrees == 90    ? h - was.y - was.h
                 : degrees == 180 ? w - was.x - was.w
                                  : was.y;
        box->y = degrees == 90    ? was.x
                 : degrees == 180 ? h - was.y - was.h
                                  : w - was.x - was.w;
    }
    return seals;
}

static enum status turn_one(struct Pix *image, int degrees, struct Pix **out,
                            struct fault *fault)
{
    return image == NULL ? ST_OK : scan_turn_image(image, degrees, out, fault);
}

/* @new  has none of the images yet */
static enum status turn_images(const struct page *page, int degrees,
                               struct page *new, struct fault *fault)
{
    bool lifted = page->black != page->grey;
    enum status rc = turn_one(page->colour, degrees, &new->colour, fault);

    if (rc == ST_OK)
        rc = turn_one(page->grey, degrees, &new->grey, fault);
    if (rc == ST_OK && lifted)
        rc = turn_one(page->black, degrees, &new->black, fault);
    if (rc == ST_OK && !lifted)
        new->black = pixClone(new->grey);
    if (rc == ST_OK)
        rc = turn_one(page->ink, degrees, &new->ink, fault);
    if (rc == ST_OK)
        rc = turn_one(page->bare, degrees, &new->bare, fault);
    if (rc == ST_OK)
        rc = turn_one(page->bare_ink, degrees, &new->bare_ink, fault);
    return rc;
}

/* All images are made before the page is touched: on failure it is as before.
 */
enum status scan_turn_page(struct page *page, int degrees, struct fault *fault)
{
    struct page new = {.dpi = page->dpi, .quality = page->quality};
    int w = pixGetWidth(page->grey), h = pixGetHeight(page->grey);
    enum status rc = ST_OK;

    if (degrees != 90 && degrees != 180 && degrees != 270)
        return fault_set(fault, ST_INPUT, "a page cannot be turned by %d",
                         degrees);
    rc = turn_images(page, degrees, &new, fault);
    if (rc != ST_OK) {
        scan_page_clear(&new);
        return rc;
    }
    new.seals = turned_seals(page->seals, w, h, degrees);
    new.to_original = scan_transform_turned(page->to_original, w, h, degrees);
    new.quality.turned_degrees = (page->quality.turned_degrees + degrees) % 360;
    page->to_original.mesh = NULL; /* the new page's now */
    scan_page_clear(page);
    *page = new;
    return ST_OK;
}
