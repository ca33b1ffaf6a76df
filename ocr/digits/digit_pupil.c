#include "ocr/digits/digit_pupil.h"

#include <stdlib.h>
#include <string.h>

#include "ocr/digits/ctc_beam.h"

enum status digit_pupil_open(struct digit_pupil *pupil, struct fault *fault)
{
    pupil->gradient = calloc(net_parameter_count(), sizeof *pupil->gradient);
    pupil->ready = net_ready_new();
    pupil->ready_gradient = net_ready_new();
    if (!pupil->gradient || !pupil->ready || !pupil->ready_gradient)
        return fault_set(fault, ST_NOMEM, "out of memory for learning");
    return net_pass_new(true, &pupil->pass, fault);
}

void digit_pupil_close(struct digit_pupil *pupil)
{
    net_pass_free(&pupil->pass);
    free(pupil->gradient);
    free(pupil->ready);
    free(pupil->ready_gradient);
    pupil->gradient = pupil->ready = pupil->ready_gradient = NULL;
}

void digit_pupil_prepare(struct digit_pupil *pupil, const float *parameters)
{
    net_ready_make(parameters, pupil->ready);
    net_backward_prepare(pupil->pass, pupil->ready);
}

void digit_pupil_conclude(struct digit_pupil *pupil)
{
    net_ready_collect(pupil->ready_gradient, pupil->gradient);
    memset(pupil->ready_gradient, 0,
           net_ready_count() * sizeof *pupil->ready_gradient);
}

/* The likeliest class of each step, repeats and blanks taken away. */
static bool reads_right(const float *probabilities, int steps,
                        const unsigned char *classes, int n)
{
    int last = NET_BLANK, found = 0;

    for (int t = 0; t < steps; t++) {
        const float *row = probabilities + t * NET_CLASSES;
        int best = 0;
        for (int c = 1; c < NET_CLASSES; c++)
            best = row[c] > row[best] ? c : best;
        if (best != NET_BLANK && best != last) {
            if (found == n || classes[found] != best)
                return false;
            found++;
        }
        last = best;
    }
    return found == n;
}

static bool same_digits(const char *text, const char *digits)
{
    for (; *text != '\0'; text++)
        if (strchr(".,-", *text) == NULL && *text != *digits++)
            return false;
    return *digits == '\0';
}

/* The likeliest string with those digits; the digits alone where the net does
 * not see them yet. */
static void choose_marks(const float *probabilities, int steps,
                         const char *digits, char text[CTC_LONGEST + 1])
{
    enum { TRIED = 16 };
    struct ctc_string strings[TRIED];
    int n = ctc_beam(probabilities, steps, "0123456789.,-", strings, TRIED);

    for (int i = 0; i < n; i++)
        if (same_digits(strings[i].text, digits)) {
            memcpy(text, strings[i].text, CTC_LONGEST + 1);
            return;
        }
    memcpy(text, digits, strlen(digits) + 1);
}

/* Classes of what the sample says; -1: it cannot be spelled. */
static int target_of(const struct digit_sample *sample,
                     const float *probabilities, int steps,
                     unsigned char classes[CTC_LONGEST])
{
    char text[CTC_LONGEST + 1];

    if (!sample->marks_untold)
        return ctc_classes(sample->text, classes);
    choose_marks(probabilities, steps, sample->text, text);
    return ctc_classes(text, classes);
}

void digit_pupil_learn(struct digit_pupil *pupil,
                       const struct digit_lesson *lesson)
{
    float probabilities[NET_MAX_STEPS * NET_CLASSES];
    float score_gradient[NET_MAX_STEPS * NET_CLASSES];
    unsigned char classes[CTC_LONGEST];
    int steps, n;
    const float *scores;
    double loss;

    scores = net_forward(pupil->pass, pupil->ready, &lesson->sample.strip,
                         lesson->placement, &steps);
    ctc_softmax(scores, steps, probabilities);
    n = target_of(&lesson->sample, probabilities, steps, classes);
    if (n < 0 ||
        !ctc_loss(probabilities, steps, classes, n, &loss, score_gradient)) {
        pupil->progress.unusable++;
        return;
    }
    net_backward(pupil->pass, score_gradient, pupil->ready_gradient);
    pupil->progress.samples++;
    pupil->progress.loss += loss;
    pupil->progress.right += reads_right(probabilities, steps, classes, n);
}
