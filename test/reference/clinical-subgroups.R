# Wilson and score tests by prop.test, Holm by p.adjust and by its definition; shrunken shares as posterior means of the beta
# distribution whose correlation makes the quadratic form of the shares meet its expectation; gaps by tapply.
source("write-reference.R")

wilson <- function(events, trials, level) as.numeric(prop.test(events, trials, conf.level = level, correct = FALSE)$conf.int)
score_p <- function(events, trials, p0) suppressWarnings(prop.test(events, trials, p = p0, correct = FALSE)$p.value)

holm_levels <- function(p, alpha) {
  own <- numeric(length(p))
  stopped <- NA
  for (i in order(p)) {
    ahead <- sum(p < p[i])
    step <- if (is.na(stopped)) alpha / (length(p) - ahead) else stopped
    own[i] <- step
    if (is.na(stopped) && !(p[i] < step)) stopped <- step
  }
  1 - own
}

groups <- list(
  list(events = c(40, 33, 51, 12), trials = c(50, 50, 60, 30), against = 0.8, level = 0.95),
  list(events = c(0, 10, 5, 5, 9), trials = c(12, 10, 20, 20, 40), against = 0.5, level = 0.9),
  list(events = c(480, 455, 610, 90, 30, 12), trials = c(500, 500, 640, 100, 41, 12), against = 0.95, level = 0.95),
  list(events = 7, trials = 9, against = 0.6, level = 0.99))
intervals <- lapply(groups, function(g) {
  m <- length(g$events)
  p <- suppressWarnings(mapply(score_p, g$events, g$trials, g$against))
  levels <- holm_levels(p, 1 - g$level)
  joint <- suppressWarnings(mapply(wilson, g$events, g$trials, 1 - (1 - g$level) / m))
  stepped <- suppressWarnings(mapply(wilson, g$events, g$trials, levels))
  list(events = I(g$events), trials = I(g$trials), against = g$against, level = g$level, jointLower = I(joint[1, ]), jointUpper = I(joint[2, ]),
       p = I(p), adjusted = I(p.adjust(p, "holm")), levels = I(levels), lower = I(stepped[1, ]), upper = I(stepped[2, ]))
})

shrunken <- lapply(list(
  list(events = c(40, 33, 51, 12), trials = c(50, 50, 60, 30)),
  list(events = c(3, 18, 5, 1, 40, 0), trials = c(10, 20, 25, 1, 50, 4)),
  list(events = c(1, 9, 14, 2, 7), trials = c(11, 12, 15, 30, 8)),
  list(events = c(10, 11, 9), trials = c(20, 20, 20)),
  list(events = c(0, 30, 0, 12), trials = c(25, 30, 8, 12))), function(g) {
  n <- g$trials; share <- g$events / n; N <- sum(n); p <- sum(g$events) / N
  centre <- diag(n) - n %o% n / N
  observed <- as.numeric(t(share) %*% centre %*% share)
  expected <- function(r) sum(diag(centre %*% diag(p * (1 - p) * (1 + (n - 1) * r) / n))) - observed
  r <- if (expected(0) >= 0) 0 else if (expected(1) <= 0) 1 else uniroot(expected, c(0, 1), tol = 1e-15)$root
  mean_of <- if (r == 0) rep(p, length(n)) else {
    size <- (1 - r) / r
    (p * size + g$events) / (size + n)
  }
  list(events = I(g$events), trials = I(n), overall = p, correlation = r, shares = I(mean_of))
})

set.seed(5)
fairness <- lapply(list(c(40, 3, 5), c(60, 4, 10), c(200, 3, 1)), function(size) {
  g <- factor(sample(size[2], size[1], TRUE), levels = seq_len(size[2]))
  truth <- rbinom(size[1], 1, 0.4); called <- rbinom(size[1], 1, 0.3 + 0.3 * truth)
  if (size[2] == 4) truth[g == 4] <- 0
  least <- size[3]
  range_of <- function(keep) {
    n <- tapply(keep, g, sum); n[is.na(n)] <- 0
    rate <- tapply(called[keep], g[keep], mean)[n >= least]
    if (length(rate) < 2) -1 else max(rate) - min(rate)
  }
  tpr <- range_of(truth == 1); fpr <- range_of(truth == 0)
  table_of <- function(t, d) I(as.numeric(tapply(truth == t & called == d, g, sum)))
  list(least = least, tp = table_of(1, 1), fp = table_of(0, 1), fn = table_of(1, 0), tn = table_of(0, 0), opportunity = tpr,
       odds = if (min(tpr, fpr) < 0) -1 else max(tpr, fpr), parity = range_of(rep(TRUE, size[1])))
})

gaps <- lapply(list(c(30, 3), c(80, 6), c(15, 2)), function(size) {
  g <- sample(size[2], size[1], TRUE); score <- round(rnorm(size[1], 0.7, 0.2), 2)
  means <- tapply(score, g, mean); n <- tapply(score, g, length)
  kept <- means[n >= 5]
  list(values = I(as.numeric(means)), n = I(as.numeric(n)), gap = diff(range(kept)), lowest = min(kept), highest = max(kept), ratio = min(kept) / max(kept),
       worst = which(means == min(kept)) - 1)
})

harm <- lapply(list(c(3, 200), c(0, 300), c(12, 12), c(1, 1000)), function(x) {
  limits <- wilson(x[1], x[2], 0.95)
  if (x[1] == 0) limits[1] <- 0
  list(events = x[1], trials = x[2], lower = 1 / limits[2], upper = if (x[1] == 0) -1 else 1 / limits[1])
})

write_reference("clinical-subgroups", NULL,
                list(intervals = intervals, shrunken = shrunken, fairness = fairness, gaps = gaps, harm = harm))
