# Proportions, rates and multiplicity against base R: prop.test (its correction is the whole 1/2 wherever the null value is at
# least that far, so the null is put far away), qbeta, binom.test, poisson.test, p.adjust.

source("write-reference.R")

far <- function(x, n) if (x / n > 0.5) 1e-9 else 1 - 1e-9
agresti <- function(x, n, level) {
  z <- qnorm(1 - (1 - level) / 2)
  centre <- (x + z^2 / 2) / (n + z^2)
  half <- z * sqrt(centre * (1 - centre) / (n + z^2))
  c(max(0, centre - half), min(1, centre + half))
}
jeffreys <- function(x, n, level) {
  limits <- qbeta(c((1 - level) / 2, 1 - (1 - level) / 2), x + 0.5, n - x + 0.5)
  # The upper tail, so that no digits are lost beside 1.
  limits[2] <- qbeta((1 - level) / 2, x + 0.5, n - x + 0.5, lower.tail = FALSE)
  c(if (x == 0) 0 else limits[1], if (x == n) 1 else limits[2])
}
intervals <- lapply(list(
  c(0, 20, 0.95), c(1, 1, 0.95), c(0, 1, 0.9), c(7, 50, 0.95), c(263, 299, 0.95), c(299, 299, 0.99), c(1, 2000, 0.8),
  c(999, 1000, 0.95), c(12345, 1e6, 0.95), c(50, 100, 0.95), c(1, 2, 0.5)
), function(r) {
  x <- r[1]; n <- r[2]; level <- r[3]
  list(
    events = x, trials = n, level = level,
    wilsonContinuity = as.numeric(suppressWarnings(prop.test(x, n, p = far(x, n), conf.level = level)$conf.int)),
    jeffreys = jeffreys(x, n, level), agrestiCoull = agresti(x, n, level)
  )
})

binomial <- lapply(list(
  c(0, 20, 0.05), c(7, 50, 0.1), c(2, 50, 0.1), c(10, 20, 0.5), c(15, 20, 0.5), c(5, 20, 0.5), c(3, 10, 0.3), c(299, 299, 0.99), c(1, 1, 0.5),
  c(4, 7, 0), c(0, 7, 0), c(7, 7, 1), c(682, 925, 0.75), c(10400, 1e6, 0.01), c(9601, 1e6, 0.01), c(3, 12, 0.7), c(60, 100, 0.2), c(0, 300, 0.5)
), function(r) {
  p <- function(side) binom.test(r[1], r[2], r[3], alternative = side)$p.value
  list(events = r[1], trials = r[2], p0 = r[3], twoSided = p("two.sided"), less = p("less"), greater = p("greater"))
})

rates <- lapply(list(
  c(0, 100, 0.95), c(1, 1, 0.95), c(3, 12.5, 0.9), c(11, 800 / 33, 0.95), c(250, 1e4, 0.99), c(12000, 3.5, 0.95), c(2, 1e-6, 0.8)
), function(r) {
  limits <- function(side) as.numeric(poisson.test(r[1], r[2], alternative = side, conf.level = r[3])$conf.int)
  list(
    count = r[1], exposure = r[2], level = r[3], garwood = limits("two.sided"),
    upper = limits("less")[2], lower = limits("greater")[1]
  )
})

families <- lapply(list(
  c(0.01, 0.04, 0.03, 0.005), c(0.02, 0.02, 0.5, 0.02, 1), c(0, 1, 1, 0.3), c(0.9), c(0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205),
  round(pbeta((1:60) / 61, 0.4, 1), 3)
), function(p) {
  adjusted <- lapply(c(holm = "holm", hochberg = "hochberg", bh = "BH", by = "BY"), function(method) I(p.adjust(p, method)))
  c(list(p = I(p)), adjusted)
})

write_reference("contingency-proportions", c(), list(
  intervals = intervals, binomial = binomial, rates = rates, families = families
))
