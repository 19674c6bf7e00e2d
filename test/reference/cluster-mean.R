# CR2, CR0 and Satterthwaite from clubSandwich on an intercept-only model.

source("write-reference.R")
suppressMessages(library(clubSandwich))

set.seed(20260115)
make <- function(sizes, value) {
  clusters <- rep(seq_along(sizes) * 7 - 20, sizes)
  list(values = value(clusters), clusters = clusters)
}
binary <- function(clusters) rbinom(length(clusters), 1, 0.7)
score <- function(clusters) round(runif(length(clusters), -0.3, 1), 4) + rnorm(1)
mixed <- function(clusters) {
  effect <- rnorm(length(unique(clusters)))
  effect[match(clusters, unique(clusters))] + rnorm(length(clusters), sd = 0.5)
}
shuffled <- make(c(4, 1, 7, 2, 2, 30), mixed)
order <- sample(length(shuffled$values))
inputs <- list(
  list(values = c(1, 0, 1), clusters = c(5, 5, 9)),
  list(values = c(0.25, 0.75), clusters = c(1, 2)),
  make(rep(5, 12), binary), make(rep(1, 40), score), make(c(1, 1, 1, 50), mixed), make(c(3, 8, 1, 1, 2, 19, 4), binary),
  make(c(rep(40, 4), rep(2, 30)), mixed), list(values = shuffled$values[order], clusters = shuffled$clusters[order]),
  list(values = c(rep(0, 30), 1), clusters = c(rep(1:10, 3), 3)),
  list(values = 1e6 + c(1, 2, 4, 8, 16, 32) / 8, clusters = c(1, 1, 2, 3, 3, 4))
)
rows <- lapply(seq_along(inputs), function(i) {
  input <- inputs[[i]]
  level <- c(0.95, 0.9, 0.99)[(i - 1) %% 3 + 1]
  m0 <- c(0.4, 0, 0.9)[(i - 1) %% 3 + 1]
  fit <- lm(y ~ 1, data = data.frame(y = input$values))
  cr2 <- vcovCR(fit, cluster = factor(input$clusters), type = "CR2")
  cr0 <- vcovCR(fit, cluster = factor(input$clusters), type = "CR0")
  found <- coef_test(fit, vcov = cr2, test = "Satterthwaite")
  se <- sqrt(as.numeric(cr2)); df <- found$df_Satt[1]; mean <- as.numeric(coef(fit))
  half <- qt(1 - (1 - level) / 2, df) * se
  list(
    values = input$values, clusters = input$clusters, level = level, m0 = m0,
    mean = mean, se = se, cr0Se = sqrt(as.numeric(cr0)), df = df,
    lower = mean - half, upper = mean + half, p = pt((mean - m0) / se, df, lower.tail = FALSE)
  )
})
write_reference("cluster-mean", c("clubSandwich"), list(rows = rows))
