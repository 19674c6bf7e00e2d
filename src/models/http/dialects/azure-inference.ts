import type { Dialect } from '../dialect.js';
import { azureHeaders } from './azure-openai.js';
import { isContentFilterError } from './content-filter-error.js';
import { chatBody, readChat } from './openai-chat.js';
import { pathSegment } from './path-segment.js';
import { chatService } from './service-facts.js';

/** Sent where the endpoint gives no API version: the API refuses a request without one. */
const DEFAULT_API_VERSION = '2024-05-01-preview';

/**
 * Azure AI model inference (`https://<resource>.services.ai.azure.com/models`). Settings that the API does not know
 * are refused by it, unless the endpoint’s `extra_parameters` say that it drops them or passes them through.
 *
 * @source https://learn.microsoft.com/rest/api/aifoundry/modelinference
 */
export const azureInference: Dialect = {
  path: ({ api_version: version }) =>
    `/chat/completions?api-version=${pathSegment(version ?? DEFAULT_API_VERSION, 'client.api_version')}`,
  authorise: azureHeaders,
  headers: ({ extra_parameters: extra }) => (extra === undefined ? {} : { 'extra-parameters': extra }),
  body: chatBody,
  read: readChat,
  service: chatService,
  isContentFilter: isContentFilterError,
};
