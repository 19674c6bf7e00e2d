import type { HttpClient } from '../../../domain/model-version.js';
import { PreceptorError } from '../../../errors.js';
import type { Dialect, DialectRequest } from '../dialect.js';
import { isContentFilterError } from './content-filter-error.js';
import { bearer, chatBody, readChat } from './openai-chat.js';
import { pathSegment } from './path-segment.js';
import { chatService } from './service-facts.js';

/**
 * Azure OpenAI: chat completions, behind the resource’s own URL (`https://<resource>.openai.azure.com`). The route of
 * a deployment where the endpoint names one, else the v1 route, where the request’s model names it.
 *
 * @source https://learn.microsoft.com/azure/ai-foundry/openai/reference
 */
export const azureOpenai = {
  path,
  authorise: azureHeaders,
  body,
  read: readChat,
  service: chatService,
  isContentFilter: isContentFilterError,
} as const satisfies Dialect;

/** A key goes into a header of Azure’s own, a token of Entra ID into the common one. */
export function azureHeaders(secret: string | null, isToken: boolean): Readonly<Record<string, string>> {
  if (secret === null) return {};
  return isToken ? bearer(secret) : { 'api-key': secret };
}

/** @throws PreceptorError `INPUT_INVALID` for a deployment without API version, or with a name that fits no URL */
function path({ deployment, api_version: version }: HttpClient): string {
  const query = version === undefined ? '' : `?api-version=${pathSegment(version, 'client.api_version')}`;
  if (deployment === undefined) return `/openai/v1/chat/completions${query}`;
  if (query === '') {
    throw new PreceptorError(
      'INPUT_INVALID',
      'client.api_version: expected the API version that a deployment is asked with, found none. ' +
        'Give one, such as 2024-10-21, or leave out client.deployment to use the v1 route.',
    );
  }
  return `/openai/deployments/${pathSegment(deployment, 'client.deployment')}/chat/completions${query}`;
}

/** Without `model` where the path names a deployment: Azure ignores the field there. */
function body(request: DialectRequest, { deployment }: HttpClient): Readonly<Record<string, unknown>> {
  const { model, ...rest } = chatBody(request);
  return deployment === undefined ? { model, ...rest } : rest;
}
