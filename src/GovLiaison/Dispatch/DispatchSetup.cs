using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Dispatch;

public static class DispatchSetup
{
    public static IServiceCollection AddDispatch(this IServiceCollection services)
    {
        services.AddOptions<DispatchOptions>().BindConfiguration(DispatchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AnswersOptions>().BindConfiguration(AnswersOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<DispatchSignal>()
            .AddSingleton<DispatchService>()
            .AddSingleton<ExpansionService>()
            .AddSingleton<DispatchEngine>()
            .AddSingleton<BatchRecorder>()
            .AddSingleton<EndpointPlans>()
            .AddSingleton<EndpointService>()
            .AddSingleton<EndpointHealthWriter>()
            .AddSingleton<DispatchWording>()
            .AddSingleton<DeliveryAddresses>()
            .AddSingleton<ReceiptKeys>()
            .AddSingleton<ReceiptGroupService>()
            .AddSingleton<AnswerPlaceQueries>()
            .AddSingleton<AnswerWriter>()
            .AddSingleton<AnswerSpool>()
            .AddSingleton<AnswerReplay>()
            .AddSingleton<AnswerIntake>()
            .AddSingleton<ReceiptService>()
            .AddSingleton<DutyConfirmService>()
            .AddSingleton<OpenedService>()
            .AddSingleton<ChannelReceiptService>()
            .AddSingleton<HelpService>()
            .AddSingleton<ExpiryService>()
            .AddSingleton<AudienceQueries>()
            .AddSingleton<ChannelQueries>();
    }
}
