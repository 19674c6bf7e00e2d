# 2x2 tables from epiR (Wilson shares, Simel's likelihood ratios), Newcombe's difference from the roots of the score equation,
# means of ranked lists, ordinal and flip rates over clusters from clubSandwich, exact bounds and Poisson limits from base R.
suppressWarnings(suppressPackageStartupMessages({
  library(epiR)
  library(clubSandwich)
}))
source("write-reference.R")

score_limits <- function(x, n, level) {
  # The two shares at which the score test of x / n is just significant, by root search.
  z <- qnorm((1 + level) / 2)
  g <- function(p) (x / n - p)^2 - z^2 * p * (1 - p) / n
  p <- x / n
  lower <- if (x == 0) 0 else uniroot(g, c(0, p), tol = 1e-16)$root
  upper <- if (x == n) 1 else uniroot(g, c(p, 1), tol = 1e-16)$root
  c(lower, upper)
}

newcombe <- function(x1, n1, x2, n2, level) {
  p1 <- x1 / n1
  p2 <- x2 / n2
  a <- score_limits(x1, n1, level)
  b <- score_limits(x2, n2, level)
  c(p1 - p2 - sqrt((p1 - a[1])^2 + (b[2] - p2)^2), p1 - p2 + sqrt((a[2] - p1)^2 + (p2 - b[1])^2))
}

table_row <- function(tp, fp, fn, tn, level) {
  found <- epi.tests(as.table(matrix(c(tp, fp, fn, tn), 2, byrow = TRUE)), method = "wilson", conf.level = level)$detail
  row <- function(name) unlist(found[found$statistic == name, c("est", "lower", "upper")], use.names = FALSE)
  jaccard <- score_limits(tp, tp + fp + fn, level)
  list(
    counts = c(tp, fp, fn, tn), level = level,
    sensitivity = row("se"), specificity = row("sp"), positivePredictiveValue = row("pv.pos"),
    negativePredictiveValue = row("pv.neg"), prevalence = row("tp"), accuracy = row("diag.ac"),
    positiveRatio = row("lr.pos"), negativeRatio = row("lr.neg"), youdenValue = row("youden")[1],
    youden = newcombe(tp, tp + fn, fp, fp + tn, level), f1 = 2 * jaccard / (1 + jaccard)
  )
}

tables <- list(
  table_row(20, 5, 3, 30, 0.95), table_row(1, 40, 7, 952, 0.9), table_row(815, 208, 115, 327, 0.99),
  table_row(3, 97, 1, 4, 0.95), table_row(744, 212, 670, 2, 0.8)
)

# An empty cell: one-sided quotient of exact bounds, each from the root of a binomial tail.
exact_upper <- function(x, n, alpha) if (x == n) 1 else binom.test(x, n, alternative = "less", conf.level = 1 - alpha)$conf.int[2]
exact_lower <- function(x, n, alpha) if (x == 0) 0 else binom.test(x, n, alternative = "greater", conf.level = 1 - alpha)$conf.int[1]
bound_row <- function(a, m, b, n, level) {
  half <- (1 - level) / 2
  bound <- if (b == 0) exact_lower(a, m, half) / exact_upper(b, n, half) else exact_upper(a, m, half) / exact_lower(b, n, half)
  list(shares = c(a, m, b, n), level = level, bound = bound)
}
bounds <- list(bound_row(9, 12, 0, 40, 0.95), bound_row(0, 15, 6, 22, 0.9), bound_row(7, 7, 0, 300, 0.95))

cr2 <- function(y, cluster, level) {
  fit <- lm(y ~ 1)
  found <- conf_int(fit, vcov = vcovCR(fit, cluster = cluster, type = "CR2"), level = level, test = "Satterthwaite")
  c(found$beta, found$CI_L, found$CI_U)
}

clip <- function(found) c(found[1], pmin(1, pmax(0, found[-1])))

# Ranked lists: ranks of up to three keys, 0 = absent.
set.seed(11)
lists <- lapply(1:40, function(i) {
  length <- sample(0:12, 1)
  keys <- sample(1:3, 1)
  ranks <- if (length == 0) rep(0, keys) else sample(c(seq_len(length), rep(0, keys)), keys)
  list(ranks = ranks, length = length)
})
list_clusters <- sort(sample(1:14, 40, replace = TRUE))
list_terms <- function(l, k) {
  relevance <- rep(0, max(k, l$length))
  relevance[l$ranks[l$ranks > 0]] <- 1
  ideal <- rep(0, k)
  ideal[seq_len(min(k, length(l$ranks)))] <- 1
  discount <- 1 / log2(seq_len(k) + 1)
  top <- relevance[seq_len(k)]
  found <- which(relevance == 1)
  c(any(top == 1), mean(top), if (length(found)) 1 / found[1] else 0, sum(top * discount) / sum(ideal * discount))
}
ranked <- lapply(c(1, 3, 10), function(k) {
  terms <- t(vapply(lists, list_terms, numeric(4), k = k))
  list(
    k = k, level = 0.95, means = lapply(1:4, function(j) clip(cr2(terms[, j], list_clusters, 0.95))),
    length = mean(vapply(lists, function(l) l$length, 0))
  )
})

# Ordinal assignments over unequal clusters, 0 = no output.
reference <- sample(1:5, 150, replace = TRUE, prob = c(2, 3, 4, 3, 2))
assigned <- pmin(5, pmax(1, reference + sample(c(-1, 0, 0, 0, 1, 1, 2), 150, replace = TRUE)))
assigned[sample(150, 12)] <- 0
clusters <- sample(1:45, 150, replace = TRUE)
given <- assigned > 0
over_clusters <- function(at_risk, event) list(
  amongAssigned = clip(cr2(as.numeric(event[at_risk & given]), clusters[at_risk & given], 0.9)),
  noOutputAsEvent = clip(cr2(as.numeric((event | !given)[at_risk]), clusters[at_risk], 0.9))
)
all <- rep(TRUE, 150)
ordinal <- list(
  reference = reference, assigned = assigned, clusters = clusters, level = 0.9,
  under = over_clusters(all, assigned > reference), over = over_clusters(all, given & assigned < reference),
  criticalUnder = over_clusters(reference <= 2, assigned >= 3),
  firstToSecond = over_clusters(reference == 1, assigned == 2),
  noOutput = clip(cr2(as.numeric(!given), clusters, 0.9))
)

# Clustered calls: sensitivity is the mean call among the positives.
truths <- rbinom(120, 1, 0.4)
calls <- rbinom(120, 1, ifelse(truths == 1, 0.8, 0.25))
call_clusters <- sample(1:30, 120, replace = TRUE)
clustered <- list(
  truths = truths, calls = calls, clusters = call_clusters, level = 0.95,
  sensitivity = clip(cr2(calls[truths == 1], call_clusters[truths == 1], 0.95)),
  specificity = clip(cr2(1 - calls[truths == 0], call_clusters[truths == 0], 0.95)),
  positivePredictiveValue = clip(cr2(truths[calls == 1], call_clusters[calls == 1], 0.95)),
  negativePredictiveValue = clip(cr2(1 - truths[calls == 0], call_clusters[calls == 0], 0.95))
)

# Flips: several pairs a base; the excess is the mean of one difference a base, an ordinary one-sample t interval.
flip_bases <- sort(sample(1:25, 90, replace = TRUE))
before <- rbinom(90, 1, 0.6)
after <- ifelse(runif(90) < 0.25, 1 - before, before)
swap_flips <- as.numeric(before != after)
retest_bases <- sort(sample(3:28, 60, replace = TRUE))
retest_flips <- rbinom(60, 1, 0.1)
swap_shares <- tapply(swap_flips, flip_bases, mean)
retest_shares <- tapply(retest_flips, retest_bases, mean)
both <- intersect(names(swap_shares), names(retest_shares))
differences <- as.numeric(swap_shares[both] - retest_shares[both])
test <- t.test(swap_shares[both], retest_shares[both], paired = TRUE, conf.level = 0.9)
flips <- list(
  bases = flip_bases, before = before, after = after, rate = clip(cr2(swap_flips, flip_bases, 0.95)),
  retestBases = retest_bases, retestFlips = retest_flips,
  excess = c(mean(differences), test$conf.int), df = as.numeric(test$parameter), paired = length(both),
  unpaired = length(swap_shares) + length(retest_shares) - 2 * length(both),
  exactBound = exact_upper(sum(differences > 1e-12), length(both), 0.05)
)

# Alert burden: Poisson limits, the Wilson limits of PPV turned over, and a ratio of sums over patients from lm with weights.
burden <- lapply(list(c(4, 31, 912.5), c(1, 250, 40), c(12, 3, 77)), function(v) {
  ppv <- score_limits(v[1], v[1] + v[2], 0.95)
  list(
    args = v, rate = c(100 * v[2] / v[3], 100 * poisson.test(v[2], v[3])$conf.int),
    needed = c((v[1] + v[2]) / v[1], 1 / ppv[2], 1 / ppv[1])
  )
})
episodes <- rpois(20, 1.5)
days <- round(runif(20, 5, 60), 1)
rate <- sum(episodes) / sum(days)
fit <- lm(I(episodes / days) ~ 1, weights = days)
cr1 <- sqrt(vcovCR(fit, cluster = 1:20, type = "CR1")[1, 1])
patients <- list(
  episodes = episodes, days = days,
  rate = 100 * (rate + c(0, qt(c(0.025, 0.975), 19) * cr1))
)

write_reference("clinical-tables", c("epiR", "clubSandwich"), list(
  tables = tables, bounds = bounds, lists = lapply(lists, function(l) list(ranks = I(l$ranks), length = l$length)),
  listClusters = list_clusters, ranked = ranked, ordinal = ordinal, clustered = clustered, flips = flips,
  burden = burden, patients = patients
))
