/* Private to ocr/: how a rule runs along its lane, known from where nothing
 * touches it, so that a stroke that leans against it is told from it. */
#ifndef TZ_OCR_RULE_COURSE_H
#define TZ_OCR_RULE_COURSE_H

#include <stdbool.h>

struct rule_lane;
struct rule_span;

struct rule_course {
    bool known;       /* false of two rules, or of one that wanders */
    int thick;        /* px */
    double at, slope; /* its middle across: at + slope * along, px */
};

/**
 * @mark, @any  of rule_lane_mark_runs()
 * @thick       of most of the rule, px
 */
struct rule_course rule_course_find(const struct rule_lane *lane,
                                    unsigned char *mark,
                                    const unsigned char *any, int thick);

/**
 * On which side of the rule the ink is thicker than the rule: -1 before it, 1
 * after it, 0 on neither or on both, or where the course is not known.
 *
 * @rule  the rule's own ink, where the course is known
 */
int rule_course_side(const struct rule_lane *lane,
                     const struct rule_course *course, int along,
                     struct rule_span *rule);

/** The same for every place along, but only where it is as long as a stroke: a
 * blot is not. @side has lane->length places. */
void rule_course_sides(const struct rule_lane *lane,
                       const struct rule_course *course, signed char *side);

#endif
