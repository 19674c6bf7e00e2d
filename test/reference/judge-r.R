# A judge's errors. Slopes and differences over clusters by clubSandwich, Welch by t.test, exact bounds by binom.test, proportions
# by prop.test; the corrected rate by the published formula of Lee et al. written for proportions instead of counts.

source("write-reference.R")
suppressPackageStartupMessages(library(clubSandwich))
set.seed(8)

wilson <- function(k, n, level) suppressWarnings(prop.test(k, n, conf.level = level, correct = FALSE))$conf.int
youden <- function(m1, tp, m0, tn, level) {
  # The difference of two proportions, true less false positive rate: square-and-add of Wilson limits.
  a <- wilson(tp, m1, level); b <- wilson(m0 - tn, m0, level); pa <- tp / m1; pb <- 1 - tn / m0
  d <- pa - pb
  c(d - sqrt((pa - a[1])^2 + (b[2] - pb)^2), d + sqrt((a[2] - pa)^2 + (pb - b[1])^2))
}
lee <- function(p, q0, q1, n, m0, m1, level) {
  z <- qnorm(1 - (1 - level) / 2)
  point <- min(1, max(0, (p + q0 - 1) / (q0 + q1 - 1)))
  p <- (n * p + z^2 / 2) / (n + z^2); q0 <- (m0 * q0 + 1) / (m0 + 2); q1 <- (m1 * q1 + 1) / (m1 + 2)
  n <- n + z^2; m0 <- m0 + 2; m1 <- m1 + 2
  th <- (p + q0 - 1) / (q0 + q1 - 1)
  dth <- 2 * z^2 * (-(1 - th) * q0 * (1 - q0) / m0 + th * q1 * (1 - q1) / m1)
  se <- sqrt(p * (1 - p) / n + (1 - th)^2 * q0 * (1 - q0) / m0 + th^2 * q1 * (1 - q1) / m1) / (q0 + q1 - 1)
  c(point, pmin(1, pmax(0, th + dth + c(-1, 1) * z * se)))
}
rates <- lapply(list(
  # positives, judged, m1, tp, m0, tn, level; the first is the example of the authors' README.
  c(400, 1000, 200, 180, 200, 140, 0.95), c(930, 1000, 150, 142, 50, 40, 0.95), c(1990, 2000, 120, 118, 30, 24, 0.95),
  c(310, 1500, 60, 54, 90, 66, 0.9), c(5, 50, 40, 36, 40, 40, 0.95), c(700, 1000, 100, 100, 60, 60, 0.99)
), function(x) list(args = x, rate = I(lee(x[1] / x[2], x[6] / x[5], x[4] / x[3], x[2], x[5], x[3], x[7])),
                    youden = I(youden(x[3], x[4], x[5], x[6], x[7]))))

# units, flagged, confirmed, audited, missed, alpha
audits <- lapply(list(c(1000, 0, 0, 736, 0, 0.05), c(2000, 40, 12, 300, 1, 0.05), c(500, 500, 3, 0, 0, 0.025), c(299, 9, 0, 290, 0, 0.1)), function(x) {
  upper <- function(k, n) binom.test(k, n, alternative = "less", conf.level = 1 - x[6] / 2)$conf.int[2]
  rest <- x[1] - x[2]
  list(args = x, confirmed = upper(x[3], x[1]), missed = if (rest == 0) 0 else rest / x[1] * upper(x[5], x[4]))
})

slopes <- lapply(list(list(60, 12, "normal"), list(200, 45, "binary"), list(40, 9, "whole"), list(24, 24, "normal"), list(90, 3, "binary")), function(s) {
  n <- s[[1]]; g <- sample(s[[2]], n, replace = TRUE, prob = runif(s[[2]], 0.2, 1))
  x <- switch(s[[3]], normal = round(rnorm(n, 6, 1) + 0.3 * g %% 3, 3), binary = rbinom(n, 1, 0.4), whole = g %% 2)
  y <- round(0.2 * x + rnorm(max(g))[g] * 0.5 + rnorm(n), 3)
  fit <- lm(y ~ x)
  v <- vcovCR(fit, cluster = g, type = "CR2")
  test <- coef_test(fit, v, test = "Satterthwaite")
  limits <- conf_int(fit, v, level = 0.95, test = "Satterthwaite")
  df <- if ("df_Satt" %in% names(test)) test$df_Satt[2] else test$df[2]
  p <- if ("p_Satt" %in% names(test)) test$p_Satt[2] else test$p[2]
  list(x = I(x), y = I(y), clusters = I(g), slope = unname(coef(fit)[2]), intercept = unname(coef(fit)[1]), se = test$SE[2], df = df, p = p,
       limits = c(limits$CI_L[2], limits$CI_U[2]))
})

welch <- lapply(list(list(rnorm(20), rnorm(35, 0.4, 2)), list(c(0, 0, 1), c(1, 0, 0, 1, 1, -1)), list(rbinom(400, 1, 0.1) - 0.05, rep(0.3, 5))), function(xy) {
  t <- t.test(xy[[1]], xy[[2]], conf.level = 0.9)
  list(own = I(xy[[1]]), others = I(xy[[2]]), value = unname(t$estimate[1] - t$estimate[2]), se = t$stderr, df = unname(t$parameter), p = t$p.value,
       limits = as.vector(t$conf.int))
})

swaps <- lapply(list(c(80, 14, 3, 3), c(5, 0, 0, 1), c(40, 6, 6, 0)), function(x) {
  n <- x[2] + x[3]
  p <- if (n == 0) 1 else if (x[2] == x[3]) 1 - dbinom(x[2], n, 0.5) / 2 else 2 * pbinom(min(x[2:3]), n, 0.5) - dbinom(min(x[2:3]), n, 0.5)
  list(counts = x, consistency = wilson(x[1], sum(x), 0.95), first = if (n == 0) I(numeric()) else I(as.vector(binom.test(x[2], n)$conf.int)), p = p)
})
write_reference("judge-r", "clubSandwich", list(rates = rates, audits = audits, slopes = slopes, welch = welch, swaps = swaps))
