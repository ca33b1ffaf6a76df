#include "ocr/rule_course.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ocr/rule_lane.h"

enum { MOST_ALONG = 4096 };

struct middles {
    int n;
    short along[MOST_ALONG];
    float across[MOST_ALONG];
};

static void find_middles(const struct rule_lane *lane, unsigned char *mark,
                         const unsigned char *any, int thick,
                         struct middles *middles)
{
    middles->n = 0;
    for (int along = 0; along < lane->length && along < MOST_ALONG; along++) {
        int across = lane->low, begin, t;
        if (!any[along] || !rule_lane_next_mark(lane, mark, along, &across))
            continue;
        t = rule_lane_thickness(lane, along, across, &begin);
        if (abs(t - thick) > 1)
            continue;
        middles->along[middles->n] = (short)along;
        middles->across[middles->n++] = (float)begin + (float)(t - 1) / 2;
    }
}

/* The value that would be at @n / 2 if they were sorted, by parting them again
 * and again; they are left in another order. */
static double median_of(float *values, int n)
{
    int from = 0, to = n - 1, wanted = n / 2;

    while (from < to) {
        float middle = values[(from + to) / 2];
        int low = from, high = to;
        while (low <= high) {
            while (values[low] < middle)
                low++;
            while (values[high] > middle)
                high--;
            if (low <= high) {
                float swap = values[low];
                values[low++] = values[high];
                values[high--] = swap;
            }
        }
        if (wanted <= high)
            to = high;
        else if (wanted >= low)
            from = low;
        else
            break;
    }
    return (double)values[wanted];
}

/* Through the medians of either half; a rule that is two rules has no course
 * that most of it keeps to. */
static struct rule_course course_through(const struct middles *m, int thick)
{
    enum { LEAST = 16 };
    struct rule_course course = {.thick = thick};
    int half = m->n / 2, near = 0;
    double first, second, apart;
    float sorted[MOST_ALONG];

    if (m->n < LEAST)
        return course;
    memcpy(sorted, m->across, (size_t)m->n * sizeof *sorted);
    first = median_of(sorted, half);
    second = median_of(sorted + half, m->n - half);
    apart = m->along[half + (m->n - half) / 2] - m->along[half / 2];
    course.slope = (second - first) / (apart > 1 ? apart : 1);
    course.at = first - course.slope * m->along[half / 2];
    for (int i = 0; i < m->n; i++)
        near += fabs(course.at + course.slope * m->along[i] -
                     (double)m->across[i]) <= 1.5;
    course.known = 10 * near >= 8 * m->n;
    return course;
}

struct rule_course rule_course_find(const struct rule_lane *lane,
                                    unsigned char *mark,
                                    const unsigned char *any, int thick)
{
    struct rule_course course = {.thick = thick};
    struct middles *middles = malloc(sizeof *middles);

    if (middles == NULL)
        return course;
    find_middles(lane, mark, any, thick, middles);
    course = course_through(middles, thick);
    free(middles);
    return course;
}

int rule_course_side(const struct rule_lane *lane,
                     const struct rule_course *course, int along,
                     struct rule_span *rule)
{
    double middle = course->at + course->slope * along;
    int begin, t, before, after;

    if (!course->known)
        return 0;
    rule->begin = (int)floor(middle - (course->thick - 1) / 2.0 + 0.5);
    rule->end = rule->begin + course->thick - 1;
    if (!rule_lane_is_ink(lane, along, (int)floor(middle + 0.5)))
        return 0;
    t = rule_lane_thickness(lane, along, (int)floor(middle + 0.5), &begin);
    before = rule->begin - begin;
    after = begin + t - 1 - rule->end;
    if ((before >= 2) == (after >= 2))
        return 0;
    return before >= 2 ? -1 : 1;
}

/* A blot on the rule is short, a stroke is not. */
static void drop_short_sides(signed char *side, int length, int least)
{
    int start = 0;

    for (int i = 1; i <= length; i++) {
        if (i < length && side[i] == side[start])
            continue;
        if (i - start < least)
            memset(side + start, 0, (size_t)(i - start));
        start = i;
    }
}

void rule_course_sides(const struct rule_lane *lane,
                       const struct rule_course *course, signed char *side)
{
    struct rule_span ignored;

    for (int along = 0; along < lane->length; along++)
        side[along] =
            (signed char)rule_course_side(lane, course, along, &ignored);
    drop_short_sides(side, lane->length, lane->stroke);
}
