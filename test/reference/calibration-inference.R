# Intervals of calibration and discrimination. DeLong by pROC; clustered AUROC by the double sums of Obuchowski's paper;
# recalibration by glm with sandwich::vcovCL; Brier score, skill and paired difference by clubSandwich; the rest by definition.

suppressMessages({ library(pROC); library(sandwich); library(clubSandwich) })
source("write-reference.R")

psi <- function(x, y) (x > y) + 0.5 * (x == y)
components <- function(score, outcome) {
  x <- which(outcome == 1); y <- which(outcome == 0)
  kernel <- outer(score[x], score[y], psi)
  list(auc = mean(kernel), x = x, y = y, v10 = rowMeans(kernel), v01 = colMeans(kernel))
}
obuchowski <- function(a, b, cluster) {
  ids <- unique(cluster); m <- length(a$x); n <- length(a$y)
  s10 <- 0; s01 <- 0; s11 <- 0; i10 <- 0; i01 <- 0
  for (g in ids) {
    inx <- cluster[a$x] == g; iny <- cluster[a$y] == g
    i10 <- i10 + any(inx); i01 <- i01 + any(iny)
    ax <- sum(a$v10[inx]) - sum(inx) * a$auc; bx <- sum(b$v10[inx]) - sum(inx) * b$auc
    ay <- sum(a$v01[iny]) - sum(iny) * a$auc; by <- sum(b$v01[iny]) - sum(iny) * b$auc
    s10 <- s10 + ax * bx; s01 <- s01 + ay * by; s11 <- s11 + ax * by + ay * bx
  }
  big <- length(ids)
  i10 / ((i10 - 1) * m) * s10 / m + i01 / ((i01 - 1) * n) * s01 / n + big / (big - 1) * s11 / (m * n)
}
wald <- function(value, se, q) c(value, value - q * se, value + q * se, se)
cr2 <- function(values, cluster, level) {
  fit <- lm(values ~ 1)
  test <- coef_test(fit, vcov = vcovCR(fit, cluster = cluster, type = "CR2"), test = "Satterthwaite")
  df <- if (is.null(test$df_Satt)) test$df else test$df_Satt
  half <- qt(1 - (1 - level) / 2, df) * test$SE
  c(test$beta, test$beta - half, test$beta + half, test$SE, df)
}

case <- function(seed, n, groups, level, round_to, clip) {
  set.seed(seed)
  cluster <- if (groups == n) seq_len(n) else sample(groups, n, replace = TRUE)
  shared <- rnorm(max(cluster))[cluster]
  outcome <- rbinom(n, 1, plogis(0.4 + 0.8 * shared))
  f <- plogis(0.9 * outcome + 0.5 * shared + rnorm(n)); g <- plogis(0.5 * outcome + 0.5 * shared + rnorm(n))
  f <- round(f, round_to); g <- round(g, round_to)
  z <- qnorm(1 - (1 - level) / 2)

  one <- roc(outcome, f, direction = "<", quiet = TRUE); two <- roc(outcome, g, direction = "<", quiet = TRUE)
  test <- roc.test(one, two, method = "delong", paired = TRUE)
  delong <- as.numeric(ci.auc(one, conf.level = level, method = "delong"))
  a <- components(f, outcome); b <- components(g, outcome)
  va <- obuchowski(a, a, cluster); vb <- obuchowski(b, b, cluster); cab <- obuchowski(a, b, cluster)
  vd <- va + vb - 2 * cab; difference <- a$auc - b$auc

  x <- qlogis(pmin(pmax(f, clip), 1 - clip))
  control <- glm.control(epsilon = 1e-16, maxit = 100)
  # glm stops by the deviance, which is flat: fitted again from its own answer, the coefficients gain the last digits.
  polished <- function(formula) {
    fit <- NULL
    for (again in 1:4) fit <- suppressWarnings(glm(formula, family = binomial, control = control, start = coef(fit)))
    fit
  }
  line <- polished(outcome ~ x); shift <- polished(outcome ~ 1 + offset(x))
  model <- function(fit, k) wald(coef(fit)[[k]], sqrt(vcov(fit)[k, k]), z)
  count <- length(unique(cluster))
  robust <- function(fit, k) {
    wald(coef(fit)[[k]], sqrt(vcovCL(fit, cluster = cluster, type = "HC0", cadjust = TRUE)[k, k]), qt(1 - (1 - level) / 2, count - 1))
  }

  terms <- (f - outcome)^2; other <- (g - outcome)^2
  share <- mean(outcome); spread <- share * (1 - share); bs <- mean(terms); skill <- 1 - bs / spread
  linear <- skill - (terms - bs) / spread + bs * (1 - 2 * share) * (outcome - share) / spread^2
  ratio <- sum(outcome) / sum(f)
  sums <- tapply(outcome - ratio * f, cluster, sum)
  se_ratio <- sqrt(count / (count - 1) * sum(sums^2)) / sum(f)
  half <- qt(1 - (1 - level) / 2, count - 1) * se_ratio / ratio

  # Selective: every threshold tried from the highest down, bounds by qbeta.
  thresholds <- sort(unique(f), decreasing = TRUE); risk <- 0.4; alpha <- 0.1
  best <- c(0, 0, 0)
  for (t in thresholds) {
    k <- sum(f >= t); e <- sum(f >= t & outcome == 0)
    upper <- if (e == k) 1 else qbeta(1 - alpha, e + 1, k - e)
    if (upper <= risk && k > best[2]) best <- c(k / n, k, upper)
  }
  wanted <- ceiling(0.5 * n); cut <- max(thresholds[sapply(thresholds, function(t) sum(f >= t) >= wanted)])
  exact <- binom.test(sum(outcome[f >= cut]), sum(f >= cut), conf.level = level)

  list(
    forecasts = I(f), other = I(g), outcomes = I(outcome), clusters = I(cluster), level = level, clip = clip,
    delong = delong, delongSe = sqrt(var(one, method = "delong")), covariance = cov(one, two, method = "delong"),
    pairedStatistic = unname(test$statistic), pairedP = test$p.value,
    clustered = pmin(1, wald(a$auc, sqrt(va), z)), clusteredPaired = c(wald(difference, sqrt(vd), z), cab),
    slope = model(line, 2), intercept = model(line, 1), inTheLarge = model(shift, 1),
    robustSlope = robust(line, 2), robustIntercept = robust(line, 1), robustInTheLarge = robust(shift, 1),
    brier = cr2(terms, cluster, level), skill = cr2(linear, cluster, level), pairedBrier = cr2(terms - other, cluster, level),
    logLoss = cr2(-log(pmin(pmax(ifelse(outcome == 1, f, 1 - f), 0.01), 0.99)), cluster, level),
    observedExpected = c(ratio, ratio * exp(-half), ratio * exp(half), se_ratio),
    coverageAtRisk = best, selective = c(exact$estimate, exact$conf.int, cut)
  )
}
rows <- list(
  case(1, 80, 80, 0.95, 3, 0.01), case(2, 120, 30, 0.9, 1, 0.01), case(3, 40, 9, 0.95, 2, 0.05), case(4, 300, 70, 0.99, 6, 0.001)
)
write_reference("calibration-inference", c("pROC", "sandwich", "clubSandwich"), list(rows = rows))
