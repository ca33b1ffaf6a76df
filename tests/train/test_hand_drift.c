/* Two hands' digits are drawn; one is made to drift towards the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>
#include <cmocka.h>

#include "hand_drift.h"

enum { SIDE = 28 };

struct drawn {
    unsigned char ink[SIDE * SIDE];
    struct ink_stamp stamp;
};

static struct ink_canvas canvas;

/* A six: a stroke from above that ends in a ring; @lean px further to the
 * right at the top. The picture is tight round it. */
static void draw_six(struct drawn *six, float lean)
{
    ink_canvas_clear(&canvas, SIDE, SIDE);
    ink_canvas_pen(&canvas, 4 + lean, 2, 2, 3, 18, 2, 1);
    for (int i = 0; i < 24; i++)
        ink_canvas_pen(&canvas, 13 + 10 * cosf((float)i * 0.2618F),
                       19 + 6.5F * sinf((float)i * 0.2618F), 2,
                       13 + 10 * cosf((float)(i + 1) * 0.2618F),
                       19 + 6.5F * sinf((float)(i + 1) * 0.2618F), 2, 1);
    for (int i = 0; i < SIDE * SIDE; i++)
        six->ink[i] = (unsigned char)(255 * canvas.ink[i]);
    six->stamp = (struct ink_stamp){SIDE, SIDE, six->ink};
}

static void stamp_drifted(const struct drawn *from,
                          const struct ink_drift *drift, float share,
                          struct drawn *to)
{
    struct ink_setting setting = {.w = SIDE, .h = SIDE};

    ink_drift_add(&setting.bend.drift, drift, share);
    ink_canvas_clear(&canvas, SIDE, SIDE);
    ink_canvas_stamp(&canvas, &from->stamp, setting, SIDE / 2.0F, SIDE / 2.0F);
    for (int i = 0; i < SIDE * SIDE; i++)
        to->ink[i] = (unsigned char)(255 * canvas.ink[i]);
    to->stamp = (struct ink_stamp){SIDE, SIDE, to->ink};
}

static float differ(const struct drawn *a, const struct drawn *b)
{
    struct hand_proof p, q;

    hand_proof_take(&a->stamp, &p);
    hand_proof_take(&b->stamp, &q);
    return hand_proof_differ(&p, &q);
}

static void test_one_becomes_the_other(void **state)
{
    static struct drawn one, other, half, whole;
    struct hand_proof p, q;
    struct ink_drift drift;
    float before, left;

    (void)state;
    draw_six(&one, 0);
    draw_six(&other, 7);
    before = differ(&one, &other);
    hand_proof_take(&one.stamp, &p);
    hand_proof_take(&other.stamp, &q);
    left = hand_drift_find(&p, &q, &drift);
    assert_true(left < 0.3F * before);
    stamp_drifted(&one, &drift, 1, &whole);
    stamp_drifted(&one, &drift, 0.5F, &half);
    assert_true(differ(&whole, &other) < 0.35F * before);
    assert_true(differ(&half, &other) < before);
    assert_true(differ(&half, &one) < differ(&whole, &one));
}

static void test_nothing_drifts_towards_itself(void **state)
{
    static struct drawn one;
    struct hand_proof p;
    struct ink_drift drift;

    (void)state;
    draw_six(&one, 3);
    hand_proof_take(&one.stamp, &p);
    assert_true(hand_drift_find(&p, &p, &drift) < 1e-6F);
    for (int i = 0; i < DRIFT_NODES; i++)
        for (int k = 0; k < DRIFT_NODES; k++)
            assert_true(fabsf(drift.du[i][k]) + fabsf(drift.dv[i][k]) < 1e-3F);
}

/* Between its nodes a drift that is the same at all of them is that drift. */
static void test_the_same_everywhere(void **state)
{
    struct ink_drift drift = {{{0}}, {{0}}};
    float du, dv;

    (void)state;
    assert_true(ink_drift_is_none(&drift));
    for (int i = 0; i < DRIFT_NODES; i++)
        for (int k = 0; k < DRIFT_NODES; k++)
            drift.du[i][k] = 0.25F;
    assert_false(ink_drift_is_none(&drift));
    for (float at = -0.7F; at < 0.7F; at += 0.05F) {
        ink_drift_at(&drift, at, -at, &du, &dv);
        assert_float_equal(du, 0.25F, 1e-5F);
        assert_float_equal(dv, 0, 1e-5F);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_becomes_the_other),
        cmocka_unit_test(test_nothing_drifts_towards_itself),
        cmocka_unit_test(test_the_same_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
