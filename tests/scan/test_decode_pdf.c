/* A PDF's scanned pages come back pixel for pixel, drawn ones at 300 dpi; what
 * is locked, cut, too long or too large is refused by one sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cairo-pdf.h>
#include <cmocka.h>
#include <leptonica/allheaders.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "scan/decode.h"
#include "scan/pdf_bilevel.h"
#include "written_image.h"
#include "written_pdf.h"

enum { WIDTH = 613, HEIGHT = 811, DPI = 200 };

/* No two neighbours alike, so that a pixel moved or blended shows. */
static PIX *noise(int depth)
{
    PIX *pix = pixCreate(WIDTH, HEIGHT, depth);
    uint32_t now = 12345;

    assert_non_null(pix);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            now = now * 1664525 + 1013904223;
            pixSetPixel(pix, x, y,
                        depth == 1   ? now >> 31
                        : depth == 8 ? now >> 24
                                     : now & 0xffffff00);
        }
    return pix;
}

static struct written_pdf_page scanned(PIX *pix)
{
    return (struct written_pdf_page){
        .pix = pix, .width = WIDTH * 72.0 / DPI, .height = HEIGHT * 72.0 / DPI};
}

static PIX *decoded(struct scan_bytes pdf, int number)
{
    struct fault fault = {{0}};
    PIX *pix = NULL;

    if (scan_decode_bytes(pdf, number, SCAN_LIMITS_DEFAULT, &pix, &fault) !=
        ST_OK)
        fail_msg("page %d: %s", number, fault.text);
    return pix;
}

static void assert_same(PIX *got, PIX *want)
{
    l_int32 same = 0;

    assert_int_equal(pixGetDepth(got), pixGetDepth(want));
    assert_int_equal(pixGetWidth(got), pixGetWidth(want));
    assert_int_equal(pixGetHeight(got), pixGetHeight(want));
    assert_int_equal(pixEqual(got, want, &same), 0);
    assert_true(same);
}

static void test_scans_pixel_for_pixel(void **state)
{
    PIX *pixes[] = {noise(1), noise(8), noise(32)};
    struct written_pdf_page pages[] = {scanned(pixes[0]), scanned(pixes[1]),
                                       scanned(pixes[2])};
    struct scan_bytes pdf = written_pdf(pages, 3, "");
    struct fault fault = {{0}};
    PIX *pix = NULL;
    int n = 0;

    (void)state;
    assert_int_equal(scan_count_bytes(pdf, SCAN_LIMITS_DEFAULT, &n, NULL),
                     ST_OK);
    assert_int_equal(n, 3);
    for (int i = 0; i < 3; i++) {
        pix = decoded(pdf, i + 1);
        assert_same(pix, pixes[i]);
        assert_int_equal(pixGetXRes(pix), DPI);
        assert_int_equal(pixGetYRes(pix), DPI);
        pixDestroy(&pix);
    }
    assert_int_equal(
        scan_decode_bytes(pdf, 4, SCAN_LIMITS_DEFAULT, &pix, &fault), ST_INPUT);
    assert_null(pix);
    for (int i = 0; i < 3; i++)
        pixDestroy(&pixes[i]);
    scan_bytes_free(&pdf);
}

/* As a viewer turns it; the pixels are still the scanner's. */
static void test_turned_pages(void **state)
{
    PIX *grey = noise(8);
    struct written_pdf_page pages[4];
    struct scan_bytes pdf;

    (void)state;
    for (int i = 0; i < 4; i++) {
        pages[i] = scanned(grey);
        pages[i].rotated = 90 * i;
    }
    pdf = written_pdf(pages, 4, "");
    for (int i = 0; i < 4; i++) {
        PIX *want = pixRotateOrth(grey, i), *got = decoded(pdf, i + 1);

        assert_same(got, want);
        pixDestroy(&want);
        pixDestroy(&got);
    }
    pixDestroy(&grey);
    scan_bytes_free(&pdf);
}

/* A feeder takes paper in sideways, and the file puts it right. */
static void test_scan_on_its_side(void **state)
{
    PIX *grey = noise(8), *want = pixRotateOrth(grey, 3), *got = NULL;
    struct written_pdf_page page = {.pix = grey,
                                    .width = HEIGHT * 72.0 / DPI,
                                    .height = WIDTH * 72.0 / DPI,
                                    .on_its_side = true};
    struct scan_bytes pdf = written_pdf(&page, 1, "");

    (void)state;
    got = decoded(pdf, 1);
    assert_same(got, want);
    assert_int_equal(pixGetXRes(got), DPI);
    pixDestroy(&got);
    pixDestroy(&want);
    pixDestroy(&grey);
    scan_bytes_free(&pdf);
}

/* Scanners mostly put JPEG on their pages. */
static void test_jpeg_on_a_page(void **state)
{
    struct scan_bytes jpeg = written_jpeg(true), pdf;
    PIX *want = decoded(jpeg, 1), *got = NULL;
    struct written_pdf_page page = {
        .pix = want,
        .jpeg = jpeg,
        .width = pixGetWidth(want) * 72.0 / WRITTEN_DPI,
        .height = pixGetHeight(want) * 72.0 / WRITTEN_DPI};

    (void)state;
    pdf = written_pdf(&page, 1, "");
    got = decoded(pdf, 1);
    assert_same(got, want);
    scan_bytes_free(&pdf);
    pixDestroy(&got);
    scan_bytes_free(&jpeg);
    pixDestroy(&want);
}

static struct scan_bytes packed(const uint8_t *data, size_t size)
{
    uLongf room = compressBound(size);
    struct scan_bytes out = {malloc(room), 0};

    assert_non_null(out.data);
    assert_int_equal(compress(out.data, &room, data, size), Z_OK);
    out.size = room;
    return out;
}

/* The page of one such image: whole, then with @cut bytes of the data only.
 * The file itself is whole both times. */
static void assert_cut_is_seen(struct written_pdf_page page, size_t cut,
                               const char *sentence)
{
    struct scan_bytes pdf = written_pdf(&page, 1, "");
    struct fault fault = {{0}};
    PIX *pix = decoded(pdf, 1);
    int n = 0;

    pixDestroy(&pix);
    scan_bytes_free(&pdf);
    page.jpeg.size = cut;
    pdf = written_pdf(&page, 1, "");
    assert_int_equal(scan_count_bytes(pdf, SCAN_LIMITS_DEFAULT, &n, NULL),
                     ST_OK);
    assert_int_equal(n, 1);
    assert_int_equal(
        scan_decode_bytes(pdf, 1, SCAN_LIMITS_DEFAULT, &pix, &fault), ST_INPUT);
    assert_null(pix);
    if (strstr(fault.text, sentence) == NULL)
        fail_msg("%s", fault.text);
    scan_bytes_free(&pdf);
}

/* A scanner that lost its link in the middle of a page, in a file that its
 * program closed in good order. */
static void test_jpeg_cut_short(void **state)
{
    struct scan_bytes jpeg = written_jpeg(true);
    PIX *pix = decoded(jpeg, 1);
    struct written_pdf_page page = scanned(pix);
    struct scan_bytes twice = packed(jpeg.data, jpeg.size);

    (void)state;
    page.jpeg = jpeg;
    assert_cut_is_seen(page, jpeg.size / 2, "image on the page is a broken JP");
    page.jpeg = twice;
    page.filter = "[ /FlateDecode /DCTDecode ]";
    assert_cut_is_seen(page, twice.size / 2, "on the page is");
    scan_bytes_free(&twice);
    scan_bytes_free(&jpeg);
    pixDestroy(&pix);
}

static void test_packed_pixels_cut_short(void **state)
{
    PIX *grey = noise(8);
    uint8_t *rows = malloc((size_t)WIDTH * HEIGHT);
    struct written_pdf_page page = scanned(grey);
    struct scan_bytes flate;

    (void)state;
    assert_non_null(rows);
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            l_uint32 value = 0;

            pixGetPixel(grey, x, y, &value);
            rows[y * WIDTH + x] = (uint8_t)value;
        }
    flate = packed(rows, (size_t)WIDTH * HEIGHT);
    page.jpeg = flate;
    page.filter = "/FlateDecode";
    assert_cut_is_seen(page, flate.size / 2, "has lost its lower part");
    page.jpeg = (struct scan_bytes){rows, (size_t)WIDTH * HEIGHT};
    page.filter = "[ ]";
    assert_cut_is_seen(page, (size_t)WIDTH * HEIGHT / 2,
                       "has lost its lower part");
    scan_bytes_free(&flate);
    free(rows);
    pixDestroy(&grey);
}

/* A scanner's black and white page: what stands in a TIFF of one strip. */
static void test_fax_cut_short(void **state)
{
    PIX *pix = noise(1);
    l_uint8 *data = NULL;
    size_t size = 0;
    struct written_pdf_page page = scanned(pix);
    char filter[128];
    uint32_t at, n;

    (void)state;
    assert_int_equal(pixWriteMemTiff(&data, &size, pix, IFF_TIFF_G4), 0);
    /* libtiff writes the strip behind the header of 8 bytes */
    memcpy(&at, data + 4, sizeof at);
    n = at - 8;
    snprintf(filter, sizeof filter,
             "/CCITTFaxDecode /DecodeParms <</K -1 /Columns %d /Rows %d>>",
             WIDTH, HEIGHT);
    page.filter = filter;
    page.jpeg = (struct scan_bytes){data + 8, n};
    assert_cut_is_seen(page, n / 2, "has lost its lower part");
    assert_cut_is_seen(page, n - n / 8, "has lost its lower part");
    lept_free(data);
    pixDestroy(&pix);
}

static void put_segment(uint8_t **at, unsigned number, unsigned type,
                        const uint8_t *data, unsigned n)
{
    const uint8_t head[] = {0, 0, 0, (uint8_t)number, (uint8_t)type, 0, 1,
                            0, 0, 0, (uint8_t)n};

    memcpy(*at, head, sizeof head);
    memcpy(*at + sizeof head, data, n);
    *at += sizeof head + n;
}

/* The page's size, and a region whose rows are packed as a fax's: they are not
 * unpacked, but their segment says how long they are. */
static void test_jbig2_cut_short(void **state)
{
    static const uint8_t about[19] = {0, 0, 0, 64, 0, 0, 0, 64};
    uint8_t region[18 + 40] = {0, 0, 0, 64, 0, 0, 0, 64};
    uint8_t file[200], *end = file;
    struct scan_bytes all;

    (void)state;
    region[17] = 1; /* packed as a fax */
    memset(region + 18, 0x26, 40);
    put_segment(&end, 0, 48, about, sizeof about);
    put_segment(&end, 1, 38, region, sizeof region);
    all = (struct scan_bytes){file, (size_t)(end - file)};
    assert_true(scan_jbig2_is_whole(all));
    for (all.size--; all.size > sizeof about + 11 + 2; all.size--)
        assert_false(scan_jbig2_is_whole(all));
    /* between two segments nothing tells that one is missing */
    all.size = sizeof about + 11;
    assert_true(scan_jbig2_is_whole(all));
    for (all.size--; all.size > 0; all.size--)
        assert_false(scan_jbig2_is_whole(all));
}

/* A picture on a part of the paper is not the page. */
static void test_picture_on_a_page(void **state)
{
    PIX *grey = noise(8), *got = NULL;
    struct written_pdf_page page = scanned(grey);
    struct scan_bytes pdf;

    (void)state;
    page.width = 144;
    page.height = 72;
    page.share = 0.5;
    pdf = written_pdf(&page, 1, "");
    got = decoded(pdf, 1);
    assert_int_equal(pixGetWidth(got), 600);
    assert_int_equal(pixGetHeight(got), 300);
    assert_int_equal(pixGetXRes(got), 300);
    pixDestroy(&got);
    pixDestroy(&grey);
    scan_bytes_free(&pdf);
}

struct memory {
    FILE *out;
};

static cairo_status_t keep(void *to, const unsigned char *data, unsigned n)
{
    struct memory *memory = to;

    return fwrite(data, 1, n, memory->out) == n ? CAIRO_STATUS_SUCCESS
                                                : CAIRO_STATUS_WRITE_ERROR;
}

/* A box of 1 x 0.5 inch, 1 inch from the left and 0.5 from the top. */
static struct scan_bytes drawn(double red, double width, double height)
{
    char *data = NULL;
    size_t size = 0;
    struct memory memory = {open_memstream(&data, &size)};
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(keep, &memory, width, height);
    cairo_t *cairo = cairo_create(surface);

    cairo_set_source_rgb(cairo, red, 0, 0);
    cairo_rectangle(cairo, 72, 36, 72, 36);
    cairo_fill(cairo);
    cairo_show_page(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy(surface);
    fclose(memory.out);
    return (struct scan_bytes){.data = (uint8_t *)data, .size = size};
}

/* The same scan as another program puts it on a page. */
static void test_scan_by_another_writer(void **state)
{
    PIX *want = noise(32), *got = NULL;
    cairo_surface_t *image =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    unsigned char *data = cairo_image_surface_get_data(image);
    int stride = cairo_image_surface_get_stride(image);
    char *bytes = NULL;
    struct scan_bytes pdf = {0};
    struct memory memory = {open_memstream(&bytes, &pdf.size)};
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        keep, &memory, WIDTH * 72.0 / DPI, HEIGHT * 72.0 / DPI);
    cairo_t *cairo = cairo_create(surface);

    (void)state;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            l_uint32 value = 0;

            pixGetPixel(want, x, y, &value);
            value >>= 8;
            memcpy(data + y * stride + x * 4, &value, 4);
        }
    cairo_surface_mark_dirty(image);
    cairo_scale(cairo, 72.0 / DPI, 72.0 / DPI);
    cairo_set_source_surface(cairo, image, 0, 0);
    cairo_paint(cairo);
    cairo_show_page(cairo);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    cairo_surface_destroy(image);
    fclose(memory.out);
    pdf.data = (uint8_t *)bytes;
    got = decoded(pdf, 1);
    assert_same(got, want);
    pixDestroy(&got);
    pixDestroy(&want);
    scan_bytes_free(&pdf);
}

static void assert_value(PIX *pix, int x, int y, l_uint32 want)
{
    l_uint32 got = 0;

    pixGetPixel(pix, x, y, &got);
    if (got != want)
        fail_msg("pixel %d, %d is %08x, not %08x", x, y, got, want);
}

static void test_drawn_page(void **state)
{
    (void)state;
    for (int red = 0; red <= 1; red++) {
        struct scan_bytes pdf = drawn(red, 216, 144);
        PIX *pix = decoded(pdf, 1);
        l_uint32 paper = red ? 0xffffff00 : 0, ink = red ? 0xff000000 : 1;

        assert_int_equal(pixGetDepth(pix), red ? 32 : 1);
        assert_int_equal(pixGetWidth(pix), 900);
        assert_int_equal(pixGetHeight(pix), 600);
        assert_int_equal(pixGetXRes(pix), 300);
        pixSetSpp(pix, pixGetDepth(pix) == 32 ? 3 : 1);
        assert_value(pix, 297, 225, paper);
        assert_value(pix, 303, 225, ink);
        assert_value(pix, 596, 225, ink);
        assert_value(pix, 603, 225, paper);
        assert_value(pix, 450, 147, paper);
        assert_value(pix, 450, 153, ink);
        assert_value(pix, 450, 303, paper);
        pixDestroy(&pix);
        scan_bytes_free(&pdf);
    }
}

static void assert_refused(struct scan_bytes pdf, enum status status,
                           const char *sentence)
{
    struct fault fault = {{0}};
    PIX *pix = NULL;
    int n = 7;

    assert_int_equal(
        scan_decode_bytes(pdf, 1, SCAN_LIMITS_DEFAULT, &pix, &fault), status);
    assert_null(pix);
    assert_non_null(strstr(fault.text, sentence));
    assert_null(strchr(fault.text, '\n'));
    fault.text[0] = '\0';
    assert_int_equal(scan_count_bytes(pdf, SCAN_LIMITS_DEFAULT, &n, &fault),
                     status);
    assert_non_null(strstr(fault.text, sentence));
    assert_int_equal(n, 0);
}

static void test_locked(void **state)
{
    /* nobody's password gives these keys */
    static const char lock[] =
        "/ID [<00112233445566778899aabbccddeeff> "
        "<00112233445566778899aabbccddeeff>] /Encrypt <</Filter /Standard /V 1 "
        "/R 2 /P -4 "
        "/O <000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f> "
        "/U <202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"
        ">>>";
    struct written_pdf_page page = {.width = 100, .height = 100};
    struct scan_bytes pdf = written_pdf(&page, 1, lock);

    (void)state;
    assert_refused(pdf, ST_INPUT, "is a PDF that is locked with a password");
    scan_bytes_free(&pdf);
}

static void test_damaged(void **state)
{
    PIX *grey = noise(8);
    struct written_pdf_page pages[] = {scanned(grey), scanned(grey)};
    struct scan_bytes pdf = written_pdf(pages, 2, "");
    struct scan_bytes none = written_pdf(pages, 0, "");

    (void)state;
    /* A viewer would show what is left of it, without the lost page. */
    for (size_t size = 9; size < pdf.size; size += 1 + pdf.size / 8)
        assert_refused((struct scan_bytes){pdf.data, size}, ST_INPUT,
                       "is a broken PDF: ");
    assert_refused(none, ST_INPUT, "is a ");
    scan_bytes_free(&none);
    scan_bytes_free(&pdf);
    pixDestroy(&grey);
}

static void test_too_much(void **state)
{
    enum { MANY = 10000 };
    struct written_pdf_page *pages = calloc(MANY, sizeof *pages);
    struct written_pdf_page huge = {.width = 14400, .height = 14400};
    struct scan_bytes pdf;

    (void)state;
    assert_non_null(pages);
    for (int i = 0; i < MANY; i++)
        pages[i] = (struct written_pdf_page){.width = 100, .height = 100};
    pdf = written_pdf(pages, MANY, "");
    assert_refused(pdf, ST_LIMIT, "has 10000 pages, more than 2000");
    scan_bytes_free(&pdf);
    free(pages);
    pdf = written_pdf(&huge, 1, "");
    assert_refused(pdf, ST_LIMIT,
                   "is 60000 x 60000 px large, more than 30000 px a side");
    scan_bytes_free(&pdf);
}

static void test_no_poppler(void **state)
{
    struct written_pdf_page page = {.width = 100, .height = 100};
    struct scan_bytes pdf = written_pdf(&page, 1, "");
    char *path = strdup(getenv("PATH"));

    (void)state;
    assert_non_null(path);
    setenv("PATH", TZ_BINARY_DIR "/no-programs-here", 1);
    assert_refused(pdf, ST_LIB,
                   "needs the program pdfinfo, which is not installed: it is "
                   "in the package poppler-utils");
    setenv("PATH", path, 1);
    free(path);
    scan_bytes_free(&pdf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scans_pixel_for_pixel),
        cmocka_unit_test(test_turned_pages),
        cmocka_unit_test(test_scan_on_its_side),
        cmocka_unit_test(test_jpeg_on_a_page),
        cmocka_unit_test(test_jpeg_cut_short),
        cmocka_unit_test(test_packed_pixels_cut_short),
        cmocka_unit_test(test_fax_cut_short),
        cmocka_unit_test(test_jbig2_cut_short),
        cmocka_unit_test(test_picture_on_a_page),
        cmocka_unit_test(test_scan_by_another_writer),
        cmocka_unit_test(test_drawn_page),
        cmocka_unit_test(test_locked),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_too_much),
        cmocka_unit_test(test_no_poppler),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
