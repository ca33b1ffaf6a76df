#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ocr/digits/digit_net.h"
#include "ocr/digits/net_kernels.h"

static unsigned state = 1;

static float draw(void)
{
    state = state * 1664525U + 1013904223U;
    return (float)(state >> 8) / 8388608.0F - 1;
}

static struct digit_strip make_strip(int width)
{
    struct digit_strip strip = {.width = width};

    for (int i = 0; i < STRIP_HEIGHT * width; i++)
        strip.ink[i] = (unsigned char)(127 + 127 * draw());
    return strip;
}

struct net {
    struct net_pass *pass;
    float *parameters, *gradient;
    float *ready, *ready_gradient;
    struct digit_strip strip;
    struct net_placement placement;
    float weight[NET_MAX_STEPS * NET_CLASSES]; /* of each score in the loss */
};

static struct net *open_net(void)
{
    struct net *net = calloc(1, sizeof *net);

    assert_non_null(net);
    state = 1;
    assert_int_equal(net_pass_new(true, &net->pass, NULL), ST_OK);
    net->parameters = calloc(net_parameter_count(), sizeof(float));
    net->gradient = calloc(net_parameter_count(), sizeof(float));
    net->ready = net_ready_new();
    net->ready_gradient = net_ready_new();
    assert_non_null(net->parameters);
    assert_non_null(net->gradient);
    assert_non_null(net->ready);
    assert_non_null(net->ready_gradient);
    net_parameters_draw(net->parameters, 3);
    /* Biases of 0 would put blank paper right on the kink of the ReLU. */
    for (int i = 0; i < NET_LAYERS; i++)
        for (size_t k = net_biases_at(i); k < net_weights_at(i + 1); k++)
            net->parameters[k] = 0.3F * draw();
    net->strip = make_strip(21);
    net->placement = NET_PLACEMENT_PLAIN;
    for (int i = 0; i < NET_MAX_STEPS * NET_CLASSES; i++)
        net->weight[i] = draw();
    return net;
}

static void close_net(struct net *net)
{
    net_pass_free(&net->pass);
    free(net->parameters);
    free(net->gradient);
    free(net->ready);
    free(net->ready_gradient);
    free(net);
}

/* A loss that is linear in the scores, so that its gradient is known. */
static double loss_of(struct net *net)
{
    int steps;
    double loss = 0;
    const float *scores;

    net_ready_make(net->parameters, net->ready);
    scores = net_forward(net->pass, net->ready, &net->strip, net->placement,
                         &steps);
    for (int i = 0; i < steps * NET_CLASSES; i++)
        loss += (double)scores[i] * (double)net->weight[i];
    return loss;
}

/* By how much the loss changes per unit of parameter @at. */
static double slope_at(struct net *net, size_t at, float by)
{
    float was = net->parameters[at];
    double more, less;

    net->parameters[at] = was + by;
    more = loss_of(net);
    net->parameters[at] = was - by;
    less = loss_of(net);
    net->parameters[at] = was;
    return (more - less) / (2 * (double)by);
}

/* Single precision and the kinks of ReLU and pool bend a few of them; all
 * but a few must agree closely, and none may point elsewhere. */
static void check_gradient(struct net *net)
{
    enum { PER_LAYER = 40 };
    int close = 0, looked_at = 0;

    (void)loss_of(net);
    net_backward_prepare(net->pass, net->ready);
    net_backward(net->pass, net->weight, net->ready_gradient);
    net_ready_collect(net->ready_gradient, net->gradient);
    for (int i = 0; i < NET_LAYERS; i++) {
        size_t from = net_weights_at(i), n = net_weights_at(i + 1) - from;
        for (int k = 0; k < PER_LAYER; k++) {
            /* the biases too: they are the last of each layer */
            size_t at = k < 8 ? from + n - 1 - (size_t)k
                              : from + (size_t)((draw() + 1) / 2 * (float)(n - 1));
            double wanted = slope_at(net, at, 2e-3F);
            double got = (double)net->gradient[at];
            double size = fmax(fabs(wanted), fabs(got));
            assert_true(fabs(wanted - got) < 0.2 * size + 0.15);
            close += fabs(wanted - got) < 0.03 * size + 0.02;
            looked_at++;
        }
    }
    assert_int_equal(looked_at, NET_LAYERS * PER_LAYER);
    assert_true(close > looked_at * 9 / 10);
}

static void gradient_agrees_with_differences(void **unused)
{
    struct net *net = open_net();

    (void)unused;
    check_gradient(net);
    close_net(net);
}

/* Which channels are silent changes what is said, and depends on nothing but
 * the seed. */
static void silent_channels_have_no_say(void **unused)
{
    struct net *net = open_net();
    double all = loss_of(net), some, others;

    (void)unused;
    net->placement.silence = 5;
    some = loss_of(net);
    assert_true(loss_of(net) == some);
    net->placement.silence = 6;
    others = loss_of(net);
    assert_true(some != all && others != all && some != others);
    check_gradient(net);
    close_net(net);
}

/* Reading forgets each layer's rows at once, learning keeps them. */
static void reading_scores_as_learning_does(void **unused)
{
    struct net *net = open_net();
    double learning = loss_of(net);

    (void)unused;
    net_pass_free(&net->pass);
    assert_int_equal(net_pass_new(false, &net->pass, NULL), ST_OK);
    assert_true(loss_of(net) == learning);
    close_net(net);
}

/* A strip that leans past the edge is cut off there. */
static void leaning_ink_stays_in_its_rows(void **unused)
{
    struct net *net = open_net();
    double cut;

    (void)unused;
    net->strip = make_strip(8);
    net->placement.right_px = -2;
    net->placement.lean = 0.2F;
    /* In the lowest row the first column lies left of the edge. */
    net->strip.ink[(STRIP_HEIGHT - 1) * 8] = 0;
    cut = loss_of(net);
    net->strip.ink[(STRIP_HEIGHT - 1) * 8] = 255;
    assert_true(loss_of(net) == cut);
    net->strip.ink[(STRIP_HEIGHT - 1) * 8 + 2] ^= 255;
    assert_true(loss_of(net) != cut);
    close_net(net);
}

static void one_step_for_four_pixels(void **unused)
{
    struct net *net = open_net();
    static const int widths[] = {1, 3, 4, 5, 100, STRIP_MAX_WIDTH};

    (void)unused;
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        int steps = 0, wide = widths[i] + 2 * NET_SIDE_PX;
        net->strip = make_strip(widths[i]);
        (void)net_forward(net->pass, net->ready, &net->strip,
                          NET_PLACEMENT_PLAIN, &steps);
        assert_int_equal(steps, (wide + 3) / 4);
        assert_true(steps <= NET_MAX_STEPS);
    }
    close_net(net);
}

/* A wide strip in between must not leave anything behind. */
static void same_strip_gives_same_scores(void **unused)
{
    struct net *net = open_net();
    double first = loss_of(net), second;
    struct digit_strip small = net->strip;

    (void)unused;
    net->strip = make_strip(300);
    (void)loss_of(net);
    net->strip = small;
    second = loss_of(net);
    assert_true(first == second);
    close_net(net);
}

/* ---- the net as its shape says it, sum by sum ---- */

enum { PLAIN_WIDTH = 48, PLAIN_CHANNELS = 128 };

struct plain_image {
    int height, width, channels;
    double at[STRIP_HEIGHT][PLAIN_WIDTH][PLAIN_CHANNELS];
};

static double plain_sum(const struct net_layer *l, const float *parameters,
                        const struct plain_image *in, int y, int x, int channel)
{
    double sum = (double)parameters[l->kernel_height * l->kernel_width *
                                        l->in_channels * l->out_channels +
                                    channel];

    for (int ky = 0; ky < l->kernel_height; ky++)
        for (int kx = 0; kx < l->kernel_width; kx++)
            for (int c = 0; c < l->in_channels; c++) {
                int from_y = y + ky - l->pad_height;
                int from_x = x + kx - l->pad_width;
                int k = (ky * l->kernel_width + kx) * l->in_channels + c;
                if (from_y >= 0 && from_y < in->height && from_x >= 0 &&
                    from_x < in->width)
                    sum += in->at[from_y][from_x][c] *
                           (double)parameters[k * l->out_channels + channel];
            }
    return sum;
}

static double plain_pool(const struct net_layer *l, const float *parameters,
                         const struct plain_image *in, int y, int x, int c)
{
    double most = -HUGE_VAL;

    for (int py = 0; py < l->pool_height; py++)
        for (int px = 0; px < l->pool_width; px++)
            most = fmax(most, plain_sum(l, parameters, in,
                                        y * l->pool_height + py,
                                        x * l->pool_width + px, c));
    return l->leaky && most < 0 ? 0.05 * most : most;
}

static void plain_layer(int i, const float *parameters,
                        const struct plain_image *in, struct plain_image *out)
{
    const struct net_layer *l = &NET_SHAPE[i];

    out->height = (in->height + 2 * l->pad_height - l->kernel_height + 1) /
                  l->pool_height;
    out->width = in->width / l->pool_width;
    out->channels = l->out_channels;
    for (int y = 0; y < out->height; y++)
        for (int x = 0; x < out->width; x++)
            for (int c = 0; c < out->channels; c++)
                out->at[y][x][c] = plain_pool(
                    l, parameters + net_weights_at(i), in, y, x, c);
}

static void lay_plain(const struct digit_strip *strip, struct plain_image *to)
{
    int whole = (strip->width + 2 * NET_SIDE_PX + NET_PX_PER_STEP - 1) /
                NET_PX_PER_STEP * NET_PX_PER_STEP;

    memset(to, 0, sizeof *to);
    to->height = STRIP_HEIGHT;
    to->width = whole;
    to->channels = 1;
    assert_true(whole <= PLAIN_WIDTH);
    for (int y = 0; y < STRIP_HEIGHT; y++)
        for (int x = 0; x < strip->width; x++)
            to->at[y][x + NET_SIDE_PX][0] =
                strip->ink[y * strip->width + x] / 255.0;
}

/* Widths of whole tiles and of all remainders. */
static void scores_are_what_the_shape_says(void **unused)
{
    struct net *net = open_net();
    struct plain_image *images = calloc(2, sizeof *images);
    int compared = 0, steps;

    (void)unused;
    assert_non_null(images);
    net_ready_make(net->parameters, net->ready);
    for (int width = 21; width < 40; width += 4) {
        const float *scores;
        net->strip = make_strip(width);
        lay_plain(&net->strip, &images[0]);
        for (int i = 0; i < NET_LAYERS; i++)
            plain_layer(i, net->parameters, &images[i % 2],
                        &images[(i + 1) % 2]);
        scores = net_forward(net->pass, net->ready, &net->strip,
                             NET_PLACEMENT_PLAIN, &steps);
        assert_int_equal(steps, images[NET_LAYERS % 2].width);
        for (int i = 0; i < steps * NET_CLASSES; i++, compared++)
            assert_true(
                fabs((double)scores[i] -
                     images[NET_LAYERS % 2]
                         .at[0][i / NET_CLASSES][i % NET_CLASSES]) < 1e-3);
    }
    assert_int_equal(compared, (8 + 9 + 10 + 11 + 12) * NET_CLASSES);
    free(images);
    close_net(net);
}

/* ---- the kernels of one set against those of another ---- */

enum { CASE_ROWS = 11, CASE_COLUMNS = 35, CASE_RUN = 12, CASE_SIZE = 1 << 15 };

struct kernel_case {
    struct net_convolution shape;
    float in[CASE_SIZE], weights[3 * CASE_RUN * KERNEL_BLOCK];
    float bias[KERNEL_BLOCK];
    float out[2][CASE_SIZE], gradient[2][3 * CASE_RUN * KERNEL_BLOCK];
};

static void fill(float *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        values[i] = draw();
}

static void compare(const float *a, const float *b, size_t n, double tolerance)
{
    for (size_t i = 0; i < n; i++)
        assert_true(fabs((double)a[i] - (double)b[i]) <
                    tolerance * (1 + fabs((double)a[i])));
}

/* Every number of columns, for each has code of its own. */
static void check_sums(const struct net_kernels *kernels, struct kernel_case *c)
{
    const struct net_kernels *plain = net_kernels_named("plain");

    for (int columns = 1; columns <= CASE_COLUMNS; columns++) {
        c->shape.columns = columns;
        memset(c->out, 0, sizeof c->out);
        memset(c->gradient, 0, sizeof c->gradient);
        plain->convolve(&c->shape, c->weights, c->bias, c->out[0]);
        plain->gather(&c->shape, c->out[0], c->gradient[0]);
        kernels->convolve(&c->shape, c->weights, c->bias, c->out[1]);
        kernels->gather(&c->shape, c->out[0], c->gradient[1]);
        compare(c->out[0], c->out[1], CASE_SIZE, 1e-4);
        compare(c->gradient[0], c->gradient[1], 3 * CASE_RUN * KERNEL_BLOCK,
                1e-3);
    }
}

static void check_points(const struct net_kernels *kernels,
                         struct kernel_case *c, int pixels)
{
    const struct net_kernels *both[] = {net_kernels_named("plain"), kernels};
    struct net_tiles shape = {
        .rows = 3, .tiles = 5, .pixels = pixels, .channels = 2 * KERNEL_BLOCK,
        .pixel_row = 24 * 2 * KERNEL_BLOCK, .pixel_step = 2 * KERNEL_BLOCK,
        .plane = 3 * 5 * 2 * KERNEL_BLOCK, .point_row = 5 * 2 * KERNEL_BLOCK,
        .point_step = 2 * KERNEL_BLOCK,
    };
    void (*const there[])(const struct net_tiles *, const float *, float *) = {
        both[0]->spread, both[1]->spread, both[0]->unmerge, both[1]->unmerge,
        both[0]->unspread, both[1]->unspread};

    for (size_t i = 0; i < sizeof there / sizeof there[0]; i += 2) {
        memset(c->out, 0, sizeof c->out);
        there[i](&shape, c->in, c->out[0]);
        there[i + 1](&shape, c->in, c->out[1]);
        compare(c->out[0], c->out[1], CASE_SIZE, 1e-4);
    }
    memset(c->out, 0, sizeof c->out);
    both[0]->merge(&shape, c->in, c->weights, c->out[0]);
    both[1]->merge(&shape, c->in, c->weights, c->out[1]);
    compare(c->out[0], c->out[1], CASE_SIZE, 1e-4);
}

/* Pixels that only the test's own loop looks at one by one. */
static void check_pool(const struct net_kernels *kernels, struct kernel_case *c)
{
    struct net_pooling shape = {
        .in = c->in, .in_row = 24 * 32, .in_step = 32, .channels = 32,
        .pool_height = 3, .pool_width = 2, .leak = 0.05F, .rows = 2,
        .columns = 11, .out_row = 11 * 32, .out_step = 32,
    };
    int checked = 0;

    kernels->pool(&shape, c->out[1]);
    for (int i = 0; i < 2 * 11 * 32; i++, checked++) {
        int channel = i % 32, x = i / 32 % 11, y = i / 32 / 11;
        float most = -9;
        for (int k = 0; k < 6; k++)
            most = fmaxf(most, c->in[(3 * y + k / 2) * 24 * 32 +
                                     (2 * x + k % 2) * 32 + channel]);
        assert_true(c->out[1][i] == (most > 0 ? most : 0.05F * most));
    }
    assert_int_equal(checked, 704);
}

/* Two of the sets may be missing on this processor; the plain one never is. */
static void kernels_of_all_sets_agree(void **unused)
{
    static const char *const names[] = {"plain", "avx2", "avx512"};
    struct kernel_case *c = calloc(1, sizeof *c);
    int compared = 0;

    (void)unused;
    assert_non_null(c);
    c->shape = (struct net_convolution){
        .in = c->in, .in_row = 37 * 4, .in_step = 4, .kernel_rows = 3,
        .kernel_run = CASE_RUN, .rows = CASE_ROWS,
        .out_row = CASE_COLUMNS * KERNEL_BLOCK, .out_step = KERNEL_BLOCK,
    };
    fill(c->in, sizeof c->in / sizeof(float));
    fill(c->weights, sizeof c->weights / sizeof(float));
    fill(c->bias, sizeof c->bias / sizeof(float));
    assert_non_null(net_kernels_named("plain"));
    assert_null(net_kernels_named("none such"));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct net_kernels *kernels = net_kernels_named(names[i]);
        if (kernels == NULL)
            continue;
        check_sums(kernels, c);
        check_points(kernels, c, 4);
        check_points(kernels, c, 2);
        check_pool(kernels, c);
        compared++;
    }
    assert_true(compared >= 1);
    free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradient_agrees_with_differences),
        cmocka_unit_test(silent_channels_have_no_say),
        cmocka_unit_test(reading_scores_as_learning_does),
        cmocka_unit_test(leaning_ink_stays_in_its_rows),
        cmocka_unit_test(one_step_for_four_pixels),
        cmocka_unit_test(same_strip_gives_same_scores),
        cmocka_unit_test(scores_are_what_the_shape_says),
        cmocka_unit_test(kernels_of_all_sets_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
