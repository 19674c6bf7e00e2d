# Corrected Wilson from prop.test, the exact test from binom.test, Garwood from poisson.test; paired intervals from the
# formulas of their papers, with the limits of Tango's score by root finding; TOST by pt and pnorm.

source("write-reference.R")

# prop.test corrects by min(1/2, |k - n p|), so p is put as far from k / n as it goes.
corrected <- function(k, n, level) {
  p <- if (k / n > 0.5) 1e-9 else 1 - 1e-9
  as.numeric(suppressWarnings(prop.test(k, n, p = p, conf.level = level, correct = TRUE))$conf.int)
}
proportion_inputs <- list(
  c(0, 20, 0.95), c(20, 20, 0.95), c(1, 20, 0.95), c(19, 20, 0.9), c(7, 10, 0.99), c(5, 10, 0.95), c(0, 1, 0.95), c(1, 1, 0.8),
  c(1, 2, 0.8), c(3, 299, 0.95), c(81, 263, 0.95), c(15, 148, 0.95), c(123, 1000, 0.95), c(150000, 400000, 0.999), c(1, 1000000, 0.95)
)
proportions <- lapply(proportion_inputs, function(x) {
  list(events = x[1], trials = x[2], level = x[3], wilsonCorrected = corrected(x[1], x[2], x[3]))
})

binomial_inputs <- list(
  c(0, 10, 0.3), c(10, 10, 0.5), c(5, 10, 0.5), c(3, 10, 0.3), c(682, 925, 0.75), c(1, 1, 0.2), c(0, 1, 0.5), c(2, 20, 0.5), c(18, 20, 0.5),
  c(7, 20, 0.1), c(299, 1000, 0.333), c(40, 100000, 0.0005), c(99990, 100000, 0.9998), c(0, 5, 0), c(1, 5, 0), c(5, 5, 1), c(4, 5, 1),
  c(4, 15, 0.6), c(12, 15, 0.6), c(350000, 1000000, 0.3505), c(0, 299, 0.01), c(200, 1000, 0.5)
)
binomial <- lapply(binomial_inputs, function(x) {
  p <- function(alternative) binom.test(x[1], x[2], x[3], alternative = alternative)$p.value
  list(events = x[1], trials = x[2], p0 = x[3], twoSided = p("two.sided"), less = p("less"), greater = p("greater"))
})

rate_inputs <- list(c(0, 1, 0.95), c(0, 365, 0.9), c(1, 100, 0.95), c(7, 24.5, 0.99), c(10, 10, 0.8), c(137, 24.19893, 0.95), c(2000, 1e6, 0.95), c(3, 1e-3, 0.95),
  c(1000000, 2.5e7, 0.999))
rates <- lapply(rate_inputs, function(x) {
  limits <- function(alternative) as.numeric(poisson.test(x[1], x[2], conf.level = x[3], alternative = alternative)$conf.int)
  list(count = x[1], exposure = x[2], level = x[3], garwood = limits("two.sided"), upper = limits("less")[2], lower = limits("greater")[1])
})

wilson <- function(k, n, level) {
  z <- qnorm(1 - (1 - level) / 2); p <- k / n
  (p + z^2 / (2 * n) + c(-1, 1) * z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))) / (1 + z^2 / n)
}
# phi as the correlation of the 0/1 outcomes themselves, case by case.
newcombe8 <- function(a, b, c, d, level) {
  new <- rep(c(1, 1, 0, 0), c(a, b, c, d)); old <- rep(c(1, 0, 1, 0), c(a, b, c, d)); n <- length(new)
  phi <- if (length(unique(new)) < 2 || length(unique(old)) < 2) 0 else cor(new, old)
  w1 <- wilson(sum(new), n, level); w2 <- wilson(sum(old), n, level); p1 <- mean(new); p2 <- mean(old)
  joined <- function(x, y) sqrt(max(0, x^2 - 2 * phi * x * y + y^2))
  c(p1 - p2 - joined(p1 - w1[1], w2[2] - p2), p1 - p2 + joined(w1[2] - p1, p2 - w2[1]))
}
# Wald's limits of the differences d_i of n + 2 cases, one gain and one loss made up: their variance with divisor n + 2.
bonett_price <- function(a, b, c, d, level) {
  x <- rep(c(1, -1, 0), c(b + 1, c + 1, a + d))
  limits <- mean(x) + c(-1, 1) * qnorm(1 - (1 - level) / 2) * sqrt(mean((x - mean(x))^2) / length(x))
  pmin(1, pmax(-1, limits))
}
restricted <- function(b, c, n, delta) {
  slope <- function(q) (if (b > 0) b / (q + delta) else 0) + (if (c > 0) c / q else 0) -
    (if (n - b - c > 0) 2 * (n - b - c) / (1 - 2 * q - delta) else 0)
  lowest <- max(0, -delta); highest <- (1 - delta) / 2; width <- highest - lowest
  if (slope(lowest + width * 1e-15) <= 0) return(lowest)
  if (slope(highest - width * 1e-15) >= 0) return(highest)
  uniroot(slope, c(lowest + width * 1e-15, highest - width * 1e-15), tol = 1e-300, maxiter = 10000)$root
}
score <- function(b, c, n, delta) {
  if (b - c - n * delta == 0) return(0)
  (b - c - n * delta) / sqrt(n * (2 * restricted(b, c, n, delta) + delta - delta^2))
}
tango_equivalence <- function(b, c, n, lower, upper, alpha) {
  z <- qnorm(1 - alpha); estimate <- (b - c) / n
  solve <- function(target, from, to) uniroot(function(delta) score(b, c, n, delta) - target, c(from, to), tol = 1e-300, maxiter = 10000)$root
  list(pAboveLower = pnorm(score(b, c, n, lower), lower.tail = FALSE), pBelowUpper = pnorm(score(b, c, n, upper)),
       limits = c(if (c == n) -1 else solve(z, -1 + 1e-12, estimate - (1 + estimate) * 1e-13),
                  if (b == n) 1 else solve(-z, estimate + (1 - estimate) * 1e-13, 1 - 1e-12)))
}
# bothRight, onlyNew, onlyOld, bothWrong, level, and for the equivalence lower, upper, alpha.
paired_inputs <- list(
  c(1, 1, 7, 12, 0.95, -0.3, 0.3, 0.05), c(40, 5, 9, 6, 0.95, -0.1, 0.1, 0.025), c(300, 12, 12, 76, 0.9, -0.05, 0.05, 0.05), c(0, 3, 0, 4, 0.95, -0.2, 0.4, 0.1),
  c(0, 0, 6, 4, 0.95, -0.3, 0.3, 0.05), c(20, 0, 0, 0, 0.95, -0.05, 0.05, 0.05), c(380, 0, 0, 1, 0.95, -0.01, 0.01, 0.05), c(0, 5, 0, 0, 0.95, -0.5, 0.5, 0.05),
  c(1, 0, 0, 0, 0.95, -0.5, 0.5, 0.05), c(0, 1, 1, 0, 0.95, -0.05, 0.9, 0.05), c(9000, 410, 377, 213, 0.95, -0.01, 0.01, 0.05), c(10, 20, 3, 0, 0.8, -0.15, 0.7, 0.01)
)
paired <- lapply(paired_inputs, function(x) {
  a <- x[1]; b <- x[2]; c <- x[3]; d <- x[4]
  list(bothRight = a, onlyNew = b, onlyOld = c, bothWrong = d, level = x[5], newcombe8 = newcombe8(a, b, c, d, x[5]), bonettPrice = bonett_price(a, b, c, d, x[5]),
       range = x[6:7], alpha = x[8], tango = tango_equivalence(b, c, a + b + c + d, x[6], x[7], x[8]))
})

# value, se, df (0 for the normal distribution), lower, upper, alpha.
tost_inputs <- list(c(0.01, 0.02, 59, -0.05, 0.05, 0.05), c(-0.04, 0.02, 12.7, -0.05, 0.05, 0.05), c(0, 0.01, 0, -0.05, 0.05, 0.025), c(0.2, 0.05, 3.2, -0.05, 0.05, 0.05),
  c(98, 1.5, 20, 80, 125, 0.05), c(0.049, 1e-4, 400, -0.05, 0.05, 0.01))
tost <- lapply(tost_inputs, function(x) {
  df <- if (x[3] == 0) Inf else x[3]
  half <- qt(1 - x[6], df) * x[2]
  list(value = x[1], se = x[2], df = x[3], range = x[4:5], alpha = x[6], pAboveLower = pt((x[1] - x[4]) / x[2], df, lower.tail = FALSE),
       pBelowUpper = pt((x[1] - x[5]) / x[2], df), limits = c(x[1] - half, x[1] + half))
})

write_reference("proportions-intervals", c(), list(proportions = proportions, binomial = binomial, rates = rates, paired = paired, tost = tost))
