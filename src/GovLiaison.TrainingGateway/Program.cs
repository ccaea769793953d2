using GovLiaison.TrainingGateway;

return await GatewayHost.RunAsync(args);
