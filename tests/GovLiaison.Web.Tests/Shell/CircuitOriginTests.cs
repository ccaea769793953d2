using GovLiaison.Web.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Shell;

public sealed class CircuitOriginTests
{
    [Theory]
    [InlineData("/_blazor", "https://evil.example", "warn.example", 403)]
    [InlineData("/_blazor/negotiate", "https://warn.example:8443", "warn.example", 403)]
    [InlineData("/_blazor", "https://warn.example", "warn.example:8080", 403)]
    [InlineData("/_blazor", "null", "warn.example", 403)]
    [InlineData("/_blazor", "https://warn.example", "warn.example", 204)]
    [InlineData("/_blazor", "http://warn.example:8080", "warn.example:8080", 204)]
    [InlineData("/_blazor", null, "warn.example", 204)]
    [InlineData("/alerts", "https://evil.example", "warn.example", 204)]
    public async Task Request_ToTheCircuit_IsForOwnPagesOnly(string path, string? origin, string host, int status)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UseCircuitOrigin();
        app.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        var context = new DefaultHttpContext { Request = { Path = path, Host = new HostString(host) } };
        if (origin is not null) context.Request.Headers.Origin = origin;

        await app.Build()(context);

        Assert.Equal(status, context.Response.StatusCode);
    }
}
