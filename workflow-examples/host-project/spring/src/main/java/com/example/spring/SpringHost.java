package com.example.spring;

import com.example.release.Candidate;
import com.example.release.Published;
import com.example.release.Releasing;
import dev.interlock.Approvers;
import dev.interlock.Channel;
import dev.interlock.Engine;
import dev.interlock.Time;
import dev.interlock.Workflow;
import dev.interlock.audit.FileJournal;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** The composition root: journal, time, channel and engine are beans of the application. */
@SpringBootApplication
public class SpringHost {
  public static void main(String[] args) {
    SpringApplication.run(SpringHost.class, args);
  }

  @Bean
  Workflow<Candidate, Published> releasing(@Value("${host.folder}") Path folder) {
    return Releasing.workflow(
        folder, Approvers.fourEyes(Releasing.APPROVER).atLeast(Presence.LOGIN));
  }

  @Bean(destroyMethod = "close")
  Journal journal(@Value("${host.folder}") Path folder) {
    return FileJournal.open(folder.resolve("record"));
  }

  @Bean
  TaskScheduler scheduler() {
    return new ThreadPoolTaskScheduler();
  }

  @Bean
  Time time(TaskScheduler scheduler) {
    return new SpringTime(scheduler);
  }

  @Bean
  Channel inbox() {
    return new WebInbox();
  }

  @Bean
  Engine engine(Journal journal, Time time, Channel inbox, Workflow<?, ?> releasing) {
    Engine engine =
        Engine.on(journal).time(time).channel(inbox).workflow(releasing).build();
    engine.runDue(); // what became due while nobody was here
    return engine;
  }
}
