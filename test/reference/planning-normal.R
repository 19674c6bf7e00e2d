# Power and detectable effects by root finding of the sample-size formulas; means by pwr.norm.test; unpaired proportions by
# power.prop.test and, for non-inferiority, Farrington and Manning's closed cubic; widths and acceptance plans by counting.

source("write-reference.R")
suppressPackageStartupMessages(library(pwr))

ni_n <- function(psi, d, margin, alpha, power) (qnorm(1 - alpha) + qnorm(power))^2 * (psi - d^2) / (margin + d)^2
connor_n <- function(psi, d, alpha, power) (qnorm(1 - alpha) * sqrt(psi) + qnorm(power) * sqrt(psi - d^2))^2 / d^2
# At an end of the bracket a sample size may be infinite, which uniroot replaces.
root <- function(f, from, to) suppressWarnings(uniroot(f, c(from, to), tol = 1e-15, maxiter = 10000))$root
# On the quantile scale, so that high powers keep their digits; below alpha the formulas do not hold.
ni_power <- function(n, psi, d, margin, alpha) pnorm(root(function(z) ni_n(psi, d, margin, alpha, pnorm(z)) - n, -qnorm(1 - alpha), 7))
connor_power <- function(n, psi, d, alpha) pnorm(root(function(z) connor_n(psi, d, alpha, pnorm(z)) - n, -qnorm(1 - alpha) * sqrt(psi) / sqrt(psi - d^2), 7))
margin_of <- function(n, psi, d, alpha, power) root(function(m) ni_n(psi, d, m, alpha, power) - n, -d + 1e-4, 1)
lowest_of <- function(n, psi, margin, alpha, power) root(function(d) ni_n(psi, d, margin, alpha, power) - n, -min(psi, margin) + 1e-4, psi)

call <- function(f, inputs) lapply(inputs, function(x) list(args = I(x), expected = do.call(f, as.list(x))))
ni_power_inputs <- list(c(314, 0.1, 0, 0.05, 0.025), c(628, 0.2, -0.01, 0.05, 0.025), c(100, 0.3, 0.05, 0.1, 0.05), c(60, 0.15, 0, 0.1, 0.01))
connor_power_inputs <- list(c(626, 0.2, 0.05, 0.025), c(870, 0.1, 0.03, 0.025), c(150, 0.4, -0.1, 0.05), c(2000, 0.05, 0.01, 0.005))
margin_inputs <- list(c(314, 0.1, 0, 0.025, 0.8), c(2627, 0.1, 0, 0.025, 0.9), c(80, 0.25, -0.03, 0.05, 0.95), c(500, 0.12, 0.02, 0.025, 0.8))
lowest_inputs <- list(c(628, 0.2, 0.05, 0.025, 0.8), c(300, 0.1, 0.05, 0.025, 0.9), c(100, 0.4, 0.1, 0.05, 0.95), c(5000, 0.15, 0.03, 0.01, 0.8))

# caseVariance, newVariance, newRepeats, oldVariance, oldRepeats, distance, alpha, power, n
mean_inputs <- list(c(1/9, 0, 1, 0, 1, 0.03, 0.025, 0.8, 500), c(1/9, 1/6, 1, 1/6, 1, 0.03, 0.025, 0.8, 4000), c(1/9, 1/6, 10, 1/6, 10, 0.03, 0.025, 0.8, 1000),
  c(0.02, 0.3, 5, 0.1, 2, 0.08, 0.05, 0.95, 77), c(0.2, 0, 3, 0.05, 1, 0.01, 0.005, 0.9, 12345))
means <- lapply(mean_inputs, function(x) {
  sd <- sqrt(x[1] + x[2] / x[3] + x[4] / x[5])
  list(args = I(x),
    n = ceiling(pwr.norm.test(d = x[6] / sd, sig.level = x[7], power = x[8], alternative = "greater")$n),
    power = pwr.norm.test(d = x[6] / sd, n = x[9], sig.level = x[7], alternative = "greater")$power,
    detectable = root(function(d) qnorm(pwr.norm.test(d = d / sd, n = x[9], sig.level = x[7], alternative = "greater")$power) - qnorm(x[8]), 1e-6, 10))
})

# Farrington & Manning 1990, appendix: rates under H0 p1 - p2 = s0, group 2 having theta cases for each of group 1.
fm_restricted <- function(p1, p2, s0, theta) {
  a <- 1 + theta
  b <- -(1 + theta + p1 + theta * p2 + s0 * (theta + 2))
  c <- s0^2 + s0 * (2 * p1 + theta + 1) + p1 + theta * p2
  d <- -p1 * s0 * (1 + s0)
  v <- b^3 / (3 * a)^3 - b * c / (6 * a^2) + d / (2 * a)
  u <- sign(v) * sqrt(b^2 / (3 * a)^2 - c / (3 * a))
  w <- (pi + acos(max(-1, min(1, v / u^3)))) / 3
  r1 <- 2 * u * cos(w) - b / (3 * a)
  c(r1, r1 - s0)
}
# newRate, oldRate, margin, alpha, power, ratio
spread <- function(new, old, ratio) sqrt(new * (1 - new) / ratio + old * (1 - old))
nulls <- function(x) if (x[3] == 0) rep((x[6] * x[1] + x[2]) / (1 + x[6]), 2) else fm_restricted(x[1], x[2], -x[3], 1 / x[6])
unpaired_inputs <- list(c(0.9, 0.9, 0.05, 0.025, 0.8, 1), c(0.85, 0.87, 0.1, 0.025, 0.9, 1), c(0.5, 0.45, 0.02, 0.05, 0.8, 2), c(0.04, 0.05, 0.02, 0.025, 0.9, 0.5), c(0.7, 0.6, 0, 0.025, 0.8, 1.5))
unpaired <- lapply(unpaired_inputs, function(x) {
  dist <- if (x[3] == 0) abs(x[1] - x[2]) else x[1] - x[2] + x[3]
  r <- nulls(x); v0 <- spread(r[1], r[2], x[6]); v1 <- spread(x[1], x[2], x[6]); za <- qnorm(1 - x[4]); zb <- qnorm(x[5])
  list(args = I(x), score = ceiling((za * v0 + zb * v1)^2 / dist^2), unpooled = ceiling((za + zb)^2 * v1^2 / dist^2),
    powerScore = pnorm((dist * sqrt(400) - za * v0) / v1), powerUnpooled = pnorm(dist * sqrt(400) / v1 - za))
})
# n per group, p1, p2, two-sided level; power.prop.test has the pooled variance under the null.
pooled_inputs <- list(c(300, 0.6, 0.5, 0.05), c(1000, 0.05, 0.02, 0.05), c(77, 0.7, 0.9, 0.01), c(2000, 0.30, 0.33, 0.1))
pooled <- lapply(pooled_inputs, function(x) {
  power <- power.prop.test(n = x[1], p1 = x[2], p2 = x[3], sig.level = x[4])$power
  list(args = I(x), power = power, n = ceiling(power.prop.test(p1 = x[2], p2 = x[3], sig.level = x[4], power = 0.8, tol = 1e-12)$n),
    gain = power.prop.test(n = x[1], p1 = x[2], sig.level = x[4], power = 0.8, tol = 1e-14)$p2 - x[2])
})

first <- function(from, passes) { n <- from; while (!passes(n)) n <- n + 1; n }
half <- function(n, p, level) {
  z <- qnorm((1 + level) / 2); sqrt(p * (1 - p) / n + z^2 / (4 * n^2)) * z / (1 + z^2 / n)
}
rate_widths <- call(function(p, h, level) first(1, function(n) half(n, p, level) <= h), list(c(0.5, 0.05, 0.95), c(0, 0.01, 0.95), c(0.9, 0.03, 0.99), c(0.2, 0.2, 0.8), c(1, 0.49, 0.5), c(0.1, 0.004, 0.9)))
mean_widths <- call(function(sd, h, level) first(2, function(n) qt((1 + level) / 2, n - 1) * sd / sqrt(n) <= h), list(c(1, 0.1, 0.95), c(0.3, 0.3, 0.95), c(0.4, 0.02, 0.99), c(5, 9, 0.8), c(1, 1000, 0.95), c(0.1, 0.11, 0.999)))

sizes <- list(c(5, 5, 5, 5), c(1, 2, 3, 10, 20), c(1, 1, 1, 40), c(7))
effects <- lapply(sizes, function(m) list(sizes = I(m), icc = 0.2, mean = mean(m), cv = sqrt(mean((m - mean(m))^2)) / mean(m),
  # The variance of a mean of clustered values with unit variance, relative to independent ones.
  effect = sum(outer(rep(seq_along(m), m), rep(seq_along(m), m), "==") * 0.2 + 0.8 * diag(sum(m))) / sum(m)))

oc_inputs <- list(c(2995, 0, 1e-4), c(300, 0, 0.001), c(300, 0, 0.005), c(473, 1, 0.002), c(1000, 5, 0.01), c(50, 49, 0.9))
oc <- call(function(n, c, p) pbinom(c, n, p), oc_inputs)
risk <- call(function(n, c, p) pbinom(c, n, p, lower.tail = FALSE), oc_inputs)
passing <- call(function(n, c, chance) qbeta(1 - chance, c + 1, n - c), list(c(299, 0, 0.05), c(473, 1, 0.05), c(300, 0, 0.74), c(1000, 5, 0.9), c(773, 3, 0.5)))
# limit, alpha, goodRate, beta: every allowed count from 0, every n from the last.
choice <- lapply(list(c(0.01, 0.05, 0.001, 0.1), c(0.01, 0.05, 0.002, 0.2), c(0.05, 0.05, 0.01, 0.05), c(0.02, 0.025, 0, 0.01), c(0.1, 0.1, 0.04, 0.1)), function(x) {
  c <- 0; n <- 1
  repeat {
    n <- first(max(n, c + 1), function(n) pbinom(c, n, x[1]) < x[2])
    if (pbinom(c, n, x[3], lower.tail = FALSE) <= x[4]) break
    c <- c + 1
  }
  list(args = I(x), n = n, allowed = c, consumer = pbinom(c, n, x[1]), producer = pbinom(c, n, x[3], lower.tail = FALSE))
})

# cases, humanVariance, judgeVariance, correlation, halfWidth, level
ppi <- function(x, n) {
  covariance <- x[4] * sqrt(x[2] * x[3])
  if (n == x[1]) return(c(x[2] / n, 0))
  f <- function(l) l^2 * x[3] / (x[1] - n) + (x[2] - 2 * l * covariance + l^2 * x[3]) / n
  best <- optimize(f, c(0, 1), tol = 1e-12)
  ends <- c(f(0), f(1))
  if (min(ends) <= best$objective) c(min(ends), which.min(ends) - 1) else c(best$objective, best$minimum)
}
labels <- lapply(list(c(1000, 0.2, 0.2, 0.8, 0.04, 0.95), c(2000, 0.16, 0.1, 0.6, 0.02, 0.95), c(1500, 0.25, 0.2, -0.3, 0.03, 0.9), c(3000, 0.24, 0.05, 0.95, 0.018, 0.95), c(800, 0.09, 0, 0, 0.03, 0.95)), function(x) {
  z <- qnorm((1 + x[6]) / 2)
  n <- first(1, function(n) z * sqrt(ppi(x, n)[1]) <= x[5])
  list(args = I(x), n = n, halfWidth = z * sqrt(ppi(x, n)[1]), lambda = ppi(x, n)[2])
})

write_reference("planning-normal", c("pwr"), list(
  pairedPower = call(ni_power, ni_power_inputs), connorPower = call(connor_power, connor_power_inputs),
  margin = call(margin_of, margin_inputs), lowest = call(lowest_of, lowest_inputs), means = means, unpaired = unpaired, pooled = pooled,
  rateWidths = rate_widths, meanWidths = mean_widths, effects = effects, passChance = oc, producerRisk = risk, rateThatPasses = passing,
  choice = choice, labels = labels
))
