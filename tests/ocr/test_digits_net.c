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
    assert_non_null(net->parameters);
    assert_non_null(net->gradient);
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
    free(net);
}

/* A loss that is linear in the scores, so that its gradient is known. */
static double loss_of(struct net *net)
{
    int steps;
    double loss = 0;
    const float *scores = net_forward(net->pass, net->parameters, &net->strip,
                                      net->placement, &steps);

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
    net_backward_prepare(net->pass, net->parameters);
    net_backward(net->pass, net->weight, net->gradient);
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
        (void)net_forward(net->pass, net->parameters, &net->strip,
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

struct kernel_case {
    struct net_convolution shape;
    float in[40 * 40 * 4], weights[3 * 12 * 32], bias[32];
    float out[2][40 * 40 * 32], gradient[2][3 * 12 * 32];
};

static void fill(float *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        values[i] = draw();
}

static void run_kernels(const struct net_kernels *kernels,
                        struct kernel_case *c, int which)
{
    memset(c->gradient[which], 0, sizeof c->gradient[which]);
    kernels->convolve(&c->shape, c->weights, c->bias, c->out[which]);
    kernels->gather(&c->shape, c->out[0], c->gradient[which]);
}

/* Pixels that only the test's own loop looks at one by one. */
static void check_pool(const struct net_kernels *kernels, struct kernel_case *c)
{
    struct net_pooling shape = {
        .in = c->in, .in_stride = 24 * 32, .channels = 32, .pool_height = 3,
        .pool_width = 2, .leak = 0.05F, .rows = 2, .columns = 11,
        .out_stride = 11 * 32,
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

static void compare(const float *a, const float *b, size_t n, double tolerance)
{
    for (size_t i = 0; i < n; i++)
        assert_true(fabs((double)a[i] - (double)b[i]) <
                    tolerance * (1 + fabs((double)a[i])));
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
        .in = c->in, .in_stride = 37 * 4, .in_channels = 4,
        .kernel_height = 3, .kernel_run = 12, .out_channels = 32,
        .rows = 11, .columns = 35, .out_stride = 35 * 32,
    };
    fill(c->in, sizeof c->in / sizeof(float));
    fill(c->weights, sizeof c->weights / sizeof(float));
    fill(c->bias, sizeof c->bias / sizeof(float));
    assert_non_null(net_kernels_named("plain"));
    assert_null(net_kernels_named("none such"));
    run_kernels(net_kernels_named("plain"), c, 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct net_kernels *kernels = net_kernels_named(names[i]);
        if (kernels == NULL)
            continue;
        run_kernels(kernels, c, 1);
        compare(c->out[0], c->out[1], 11 * 35 * 32, 1e-4);
        compare(c->gradient[0], c->gradient[1], 3 * 12 * 32, 1e-3);
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
        cmocka_unit_test(kernels_of_all_sets_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
