namespace GovLiaison.Web.Reach;

public static class TrackingSetup
{
    /// <summary>The desk, the alerts under way and the need-help queue; needs the core's slices and the console's identity.</summary>
    public static IServiceCollection AddTracking(this IServiceCollection services) => services
        .AddSingleton<LiveTallies>()
        .AddSingleton<ConsoleMode>()
        .AddSingleton<Desk.DeskQueries>();
}
