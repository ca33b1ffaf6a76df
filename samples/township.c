#include "township.h"

#include <stdlib.h>

#include "forms/print_random.h"

const char TOWNSHIP_NAME[] = "青石镇";

static const struct {
    const char *name;
    int people, groups, births;
} VILLAGES[TOWNSHIP_VILLAGES] = {
    {"上河村", 1286, 6, 13},  {"白云村", 743, 4, 7}, {"长安村", 1508, 8, 16},
    {"云台村", 912, 5, 9},    {"大坪村", 1667, 9, 17}, {"柳溪社区", 1094, 3, 11},
};

static const char *const FAMILY_NAMES[] = {"田", "崔", "邓", "秦", "姚", "汪",
                                           "石", "董", "夏", "白", "邹", "孟"};
static const char *const GIVEN_NAMES[] = {"玉兰", "小雨", "春霞", "丽", "海燕",
                                          "秀芬", "婷", "月娥", "金凤", "慧"};
static const char *const REMARKS[] = {"县医院", "镇卫生院", "早产", "外地出生"};

enum { NAMES_MAX = TOWNSHIP_VILLAGES * TOWNSHIP_BIRTHS_MAX };

/* The name's text lives as long as the program. */
static const char *make_name(struct print_random *random)
{
    static char names[NAMES_MAX][16];
    static size_t n;
    char *name = names[n++ % NAMES_MAX];
    const char *family = FAMILY_NAMES[print_random_below(random, 12)];
    const char *given = GIVEN_NAMES[print_random_below(random, 10)];
    size_t at = 0;

    while (*family != '\0')
        name[at++] = *family++;
    while (*given != '\0')
        name[at++] = *given++;
    name[at] = '\0';
    return name;
}

static int chance(struct print_random *random, int percent)
{
    return (int)print_random_below(random, 100) < percent;
}

static int up_to(struct print_random *random, int most)
{
    return (int)print_random_below(random, (uint64_t)most + 1);
}

static int by_date(const void *a, const void *b)
{
    const struct township_birth *x = a, *y = b;

    return (x->month * 100 + x->day) - (y->month * 100 + y->day);
}

static void make_births(struct township_village *village, int n,
                        struct print_random *random)
{
    static const int within_percent[] = {0, 100, 84, 40};

    for (int i = 0; i < n; i++) {
        struct township_birth *birth = &village->births[i];
        int order = up_to(random, 99);
        birth->month = 1 + up_to(random, 11);
        birth->day = 1 + up_to(random, 27);
        birth->order = order < 46 ? 1 : order < 94 ? 2 : 3;
        birth->girl = chance(random, 48);
        birth->within = chance(random, within_percent[birth->order]);
        birth->group = 1 + up_to(random, village->groups - 1);
        birth->mother = make_name(random);
        birth->remark = chance(random, 12) ? REMARKS[up_to(random, 3)] : "";
    }
    village->n_births = n;
    qsort(village->births, (size_t)n, sizeof *village->births, by_date);
}

int township_count_births(const struct township_village *village, int first,
                          int last, int order, int girl, int within)
{
    int n = 0;

    for (int i = 0; i < village->n_births; i++) {
        const struct township_birth *birth = &village->births[i];
        n += birth->month >= first && birth->month <= last &&
             birth->order == order && (girl < 0 || birth->girl == girl) &&
             (within < 0 || birth->within == within);
    }
    return n;
}

/* What was there before January. */
static struct township_month first_stock(int people)
{
    struct township_month stock = {.people = people};

    stock.women = people * 255 / 1000;
    stock.married = people * 193 / 1000;
    stock.children[0] = stock.married * 4 / 100;
    stock.children[3] = stock.married * 2 / 100;
    stock.children[1] = stock.married * 44 / 100;
    stock.children[2] = stock.married - stock.children[0] -
                        stock.children[1] - stock.children[3];
    stock.certificates_held = stock.married * 11 / 100;
    return stock;
}

static void let_happen(struct township_month *month,
                       struct print_random *random)
{
    month->deaths = up_to(random, month->people / 500);
    month->moved_in = up_to(random, month->people / 450);
    month->moved_out = up_to(random, month->people / 420);
    month->weddings = up_to(random, month->people / 700);
    month->late_weddings = up_to(random, month->weddings);
    month->early_weddings = month->weddings > month->late_weddings &&
                            chance(random, 25);
    month->certificates = chance(random, 22);
    month->found_late = chance(random, 3);
}

/* One month after another: who marries has no child yet, a birth moves a
 * mother one place on, and the oldest leave at fifty. */
static void run_month(struct township_village *village, int number,
                      struct township_month before,
                      struct print_random *random)
{
    struct township_month *month = &village->months[number];
    int grown_out = up_to(random, 2), grown_up = up_to(random, 2);

    *month = before;
    let_happen(month, random);
    month->boys = month->girls = 0;
    for (int order = 1; order <= TOWNSHIP_ORDERS; order++) {
        int girls = township_count_births(village, number + 1, number + 1,
                                          order, 1, -1);
        int boys = township_count_births(village, number + 1, number + 1,
                                         order, 0, -1);
        month->boys += boys;
        month->girls += girls;
        month->children[order - 1] -= boys + girls;
        month->children[order] += boys + girls;
    }
    month->children[0] += month->weddings;
    month->children[2] -= grown_out;
    month->married += month->weddings - grown_out;
    month->women += grown_up - grown_out;
    month->people += month->boys + month->girls - month->deaths +
                     month->moved_in - month->moved_out;
    month->certificates_held += month->certificates;
}

/* F3's columns: every 其中 within its whole. */
static void make_methods(struct township_village *village,
                         struct print_random *random)
{
    const struct township_month *end = &village->months[TOWNSHIP_MONTHS - 1];
    int *c = village->methods;

    c[1] = end->women;
    c[2] = end->married;
    c[3] = end->children[0];
    c[4] = end->children[1];
    c[5] = c[4] * (50 + up_to(random, 6)) / 100;
    c[6] = c[4] * (66 + up_to(random, 8)) / 100;
    c[7] = c[5] * (58 + up_to(random, 10)) / 100;
    c[8] = up_to(random, 2);
    c[9] = (c[4] - c[6] - c[8]) * (70 + up_to(random, 25)) / 100;
    c[10] = end->children[2];
    c[11] = c[10] * (15 + up_to(random, 8)) / 100;
    c[12] = c[10] * (54 + up_to(random, 10)) / 100;
    c[13] = c[11] * (60 + up_to(random, 25)) / 100;
    c[14] = (c[10] - c[12]) * (66 + up_to(random, 10)) / 100;
    c[15] = up_to(random, 2);
    c[16] = (c[10] - c[12] - c[14] - c[15]) * 6 / 10;
    c[17] = end->children[3];
    c[18] = c[17] * 65 / 100;
    c[19] = up_to(random, c[17] - c[18]);
    c[20] = 0;
    c[21] = up_to(random, c[17] - c[18] - c[19]);
}

void township_make(struct township *township, uint64_t seed)
{
    struct print_random random = print_random_new(seed, 0);

    for (int v = 0; v < TOWNSHIP_VILLAGES; v++) {
        struct township_village *village = &township->villages[v];
        struct township_month before = first_stock(VILLAGES[v].people);
        *village = (struct township_village){
            .name = VILLAGES[v].name, .people_before = VILLAGES[v].people,
            .groups = VILLAGES[v].groups};
        make_births(village, VILLAGES[v].births, &random);
        for (int m = 0; m < TOWNSHIP_MONTHS; m++) {
            run_month(village, m, before, &random);
            before = village->months[m];
        }
        make_methods(village, &random);
    }
}
