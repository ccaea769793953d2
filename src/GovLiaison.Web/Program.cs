using GovLiaison.Web.Shell;

var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.MapGet("/", () => ShellTexts.ProductName);
await app.RunAsync();
