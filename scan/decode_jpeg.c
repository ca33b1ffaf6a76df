/*
 * JPEG through libjpeg itself rather than through Leptonica, which leaves
 * libjpeg free to write its warnings to stderr and to fill the missing half of
 * a truncated picture with grey. Here any warning about the data is a failure.
 *
 * libjpeg leaves by longjmp; whatever lives across it sits in struct jpeg_job.
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
/* behind it, which it needs */
#include <jerror.h>
#include <leptonica/allheaders.h>

#include "scan/decode.h"

enum {
    MAX_SCANS = 200
}; /* a progressive file has about 10; a bomb thousands */

/* The bytes of Leptonica's words, red in the topmost. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
static const J_COLOR_SPACE WORDS = JCS_EXT_XBGR;
#else
static const J_COLOR_SPACE WORDS = JCS_EXT_RGBX;
#endif

struct jpeg_job {
    struct jpeg_error_mgr errors; /* first: libjpeg hands back its address */
    jmp_buf out_of_it;
    struct jpeg_decompress_struct jpeg;
    struct jpeg_progress_mgr progress;
    struct scan_limits limits;
    struct fault *fault;
    struct scan_bytes bytes;
    bool inside; /* of a PDF: what stands behind the last row is no matter */
    PIX *pix;
    JSAMPROW row; /* CMYK only */
    enum status rc;
};

static struct jpeg_job *job_of(j_common_ptr jpeg)
{
    return (struct jpeg_job *)(void *)jpeg->err;
}

static void give_up(struct jpeg_job *job, enum status rc)
{
    job->rc = rc;
    longjmp(job->out_of_it, 1);
}

static void on_error(j_common_ptr jpeg)
{
    struct jpeg_job *job = job_of(jpeg);
    char text[JMSG_LENGTH_MAX];

    if (jpeg->err->msg_code == JWRN_JPEG_EOF ||
        jpeg->err->msg_code == JERR_INPUT_EOF)
        snprintf(text, sizeof text, "%s", fault_words("it ends too early"));
    else
        job->errors.format_message(jpeg, text);
    give_up(
        job,
        job->inside
            ? fault_set(job->fault, ST_INPUT,
                        "the image on the page is a broken JPEG: %s", text)
            : fault_set(job->fault, ST_INPUT, "is a broken JPEG: %s", text));
}

/* Bytes between the picture and what comes behind it: noughts are a camera's
 * padding, others what a damaged picture left over. */
static bool is_padding(const struct jpeg_job *job, int n)
{
    const uint8_t *end = job->jpeg.src->next_input_byte;

    if (n > end - job->bytes.data)
        return false;
    for (int i = 1; i <= n; i++)
        if (end[-i] != 0)
            return false;
    return true;
}

/* Said of headers that say something else than libjpeg expects, while all the
 * pixels are there. */
static bool is_harmless(struct jpeg_job *job)
{
    switch (job->errors.msg_code) {
    case JWRN_ADOBE_XFORM:
    case JWRN_JFIF_MAJOR:
        return true;
    case JWRN_EXTRANEOUS_DATA:
        return job->jpeg.input_scan_number == 0 ||
               is_padding(job, job->errors.msg_parm.i[0]);
    default:
        return false;
    }
}

/* Below zero: the data is damaged, and libjpeg would invent the rest. */
static void on_message(j_common_ptr jpeg, int level)
{
    if (level < 0 && !is_harmless(job_of(jpeg)))
        on_error(jpeg);
}

static void on_output(j_common_ptr jpeg)
{
    (void)jpeg;
}

static void on_progress(j_common_ptr jpeg)
{
    struct jpeg_job *job = job_of(jpeg);

    if (job->jpeg.input_scan_number > MAX_SCANS)
        give_up(job, fault_set(job->fault, ST_LIMIT,
                               "is a JPEG of more than %d scans", MAX_SCANS));
}

static void start(struct jpeg_job *job, struct scan_bytes bytes)
{
    job->jpeg.err = jpeg_std_error(&job->errors);
    job->errors.error_exit = on_error;
    job->errors.emit_message = on_message;
    job->errors.output_message = on_output;
    jpeg_create_decompress(&job->jpeg);
    job->progress.progress_monitor = on_progress;
    job->jpeg.progress = &job->progress;
    jpeg_mem_src(&job->jpeg, bytes.data, (unsigned long)bytes.size);
    jpeg_read_header(&job->jpeg, TRUE);
    job->rc = scan_check_size(job->jpeg.image_width, job->jpeg.image_height,
                              job->limits, job->fault);
    if (job->rc != ST_OK)
        give_up(job, job->rc);
}

static void note_resolution(struct jpeg_job *job)
{
    double scale = job->jpeg.density_unit == 2 ? 2.54 : 1;

    if (job->jpeg.saw_JFIF_marker && job->jpeg.density_unit != 0)
        pixSetResolution(job->pix, (int)(job->jpeg.X_density * scale + 0.5),
                         (int)(job->jpeg.Y_density * scale + 0.5));
}

/* Printing ink to light; Adobe's files hold it upside down. */
static void row_from_cmyk(struct jpeg_job *job, l_uint32 *line)
{
    unsigned flip = job->jpeg.saw_Adobe_marker ? 0 : 255;

    for (JDIMENSION x = 0; x < job->jpeg.output_width; x++) {
        const JSAMPLE *ink = job->row + 4 * (size_t)x;
        unsigned k = ink[3] ^ flip;

        line[x] = (ink[0] ^ flip) * k / 255 << 24 |
                  (ink[1] ^ flip) * k / 255 << 16 |
                  (ink[2] ^ flip) * k / 255 << 8 | 255;
    }
}

static void read_rows(struct jpeg_job *job)
{
    struct jpeg_decompress_struct *jpeg = &job->jpeg;
    l_uint32 *data = pixGetData(job->pix);
    size_t words = (size_t)pixGetWpl(job->pix);
    bool cmyk = jpeg->out_color_space == JCS_CMYK;

    while (jpeg->output_scanline < jpeg->output_height) {
        l_uint32 *line = data + jpeg->output_scanline * words;
        JSAMPROW row = cmyk ? job->row : (JSAMPROW)line;

        jpeg_read_scanlines(jpeg, &row, 1);
        if (cmyk)
            row_from_cmyk(job, line);
    }
    if (jpeg->out_color_space == JCS_GRAYSCALE)
        pixEndianByteSwap(job->pix);
    pixSetPadBits(job->pix, 0);
}

static void decode(struct jpeg_job *job)
{
    struct jpeg_decompress_struct *jpeg = &job->jpeg;
    bool grey = jpeg->jpeg_color_space == JCS_GRAYSCALE;

    if (jpeg->jpeg_color_space == JCS_CMYK ||
        jpeg->jpeg_color_space == JCS_YCCK)
        jpeg->out_color_space = JCS_CMYK;
    else
        jpeg->out_color_space = grey ? JCS_GRAYSCALE : WORDS;
    jpeg_start_decompress(jpeg);
    job->pix = pixCreateNoInit((int)jpeg->output_width,
                               (int)jpeg->output_height, grey ? 8 : 32);
    job->row = malloc((size_t)jpeg->output_width * 4);
    if (job->pix == NULL || job->row == NULL)
        give_up(job,
                fault_set(job->fault, ST_NOMEM, "no memory for its image"));
    note_resolution(job);
    read_rows(job);
    if (!job->inside)
        jpeg_finish_decompress(jpeg);
}

/* @out NULL: only the header is looked at, or the rows of one inside a PDF. */
static enum status run_libjpeg(struct scan_bytes bytes,
                               struct scan_limits limits, bool inside,
                               struct Pix **out, struct fault *fault)
{
    struct jpeg_job job = {
        .limits = limits, .fault = fault, .bytes = bytes, .inside = inside};

    if (setjmp(job.out_of_it) == 0) {
        start(&job, bytes);
        if (inside || out != NULL)
            decode(&job);
        if (out != NULL) {
            *out = job.pix;
            job.pix = NULL;
        }
    }
    jpeg_destroy_decompress(&job.jpeg);
    free(job.row);
    pixDestroy(&job.pix);
    return job.rc;
}

enum status scan_jpeg_check(struct scan_bytes bytes, struct scan_limits limits,
                            struct fault *fault)
{
    return run_libjpeg(bytes, limits, false, NULL, fault);
}

enum status scan_jpeg_check_rows(struct scan_bytes bytes,
                                 struct scan_limits limits, struct fault *fault)
{
    return run_libjpeg(bytes, limits, true, NULL, fault);
}

enum status scan_jpeg_decode(struct scan_bytes bytes, struct scan_limits limits,
                             struct Pix **out, struct fault *fault)
{
    *out = NULL;
    return run_libjpeg(bytes, limits, false, out, fault);
}
