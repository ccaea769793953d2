using GovLiaison.Web;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell;

var builder = WebApplication.CreateBuilder(args);
builder.AddCore();
builder.AddShell();
builder.AddWork();

var app = builder.Build();
app.UseShell();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapHealth();
app.MapSignIn();
app.MapWork();
app.MapShell();
await app.RunAsync();
