using GovLiaison.Web;
using GovLiaison.Web.Bare;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell;

return await Startup.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    await builder.CheckDatabaseAsync();
    builder.AddCore();
    builder.AddShell();
    builder.AddWork();

    await using var app = builder.Build();
    app.UseOverloadGate();
    app.UseShell();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.MapHealth();
    app.MapSignIn();
    app.MapWork();
    app.MapShell();
    await app.ServeAsync();
});
