// @ts-check
// Shows the contract with Swagger UI, which is told to ask nobody but this server.

// @ts-ignore: made by the script before this one
SwaggerUIBundle({
  url: 'docs/openapi.yaml',
  dom_id: '#reference',
  deepLinking: true,
  validatorUrl: null,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  // A token that was given is forgotten with the page.
  persistAuthorization: false,
});
