using GovLiaison.Cli;
using GovLiaison.Cli.Shell;

return await GovLiaisonCommand.RunAsync(args, CliSurroundings.Process);
