package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand generated gates with answers to them, each against a reference that tries out every
 * way to seat people.
 */
class GeneratedPoliciesTest {
  private static final int GATES = 10_000;
  private static final List<String> ROLES = List.of("a", "b", "c", "d");
  private static final List<Principal> PEOPLE =
      IntStream.range(0, 6).mapToObj(n -> Principal.of("p" + n)).toList();

  private final Random random = new Random(20_260_301);

  private List<String> roles(int most) {
    Set<String> roles = new HashSet<>();
    int count = 1 + random.nextInt(most);
    while (roles.size() < count) {
      roles.add(ROLES.get(random.nextInt(ROLES.size())));
    }
    return roles.stream().sorted().toList();
  }

  private Approvers approvers() {
    Approvers.Need[] needs =
        IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(n -> new Approvers.Need(1 + random.nextInt(2), roles(2)))
            .toArray(Approvers.Need[]::new);
    Approvers made = Approvers.groups(needs);
    made = random.nextBoolean() ? made.fourEyes() : made;
    made = random.nextInt(3) == 0 ? made.vetoedBy(roles(2).toArray(String[]::new)) : made;
    return random.nextInt(3) == 0
        ? made.escalatingAfter(java.time.Duration.ofHours(1), ROLES.get(random.nextInt(4)))
        : made;
  }

  private static GateRequest request(Approvers approvers, boolean escalated) {
    return new GateRequest(
        RunId.of("run-1"),
        "interlock/" + "0".repeat(32),
        "workflow",
        "2".repeat(64),
        "gate",
        1,
        "0".repeat(32),
        PEOPLE.get(0),
        "Text",
        "0".repeat(64),
        "text",
        "1".repeat(64),
        escalated ? approvers.escalatedRoles() : approvers.roles(),
        Optional.empty(),
        approvers,
        Optional.of(ManualTime.START).filter(end -> !escalated));
  }

  private Decision decision(GateRequest request) {
    Principal by = PEOPLE.get(random.nextInt(PEOPLE.size()));
    String role = request.roles().get(random.nextInt(request.roles().size()));
    boolean no = random.nextInt(6) == 0;
    Decision plain = no ? request.denied(by, role, "desk") : request.approved(by, role, "desk");
    Principal other = PEOPLE.get(random.nextInt(PEOPLE.size()));
    boolean instead = random.nextInt(5) == 0 && !other.equals(by);
    return instead ? plain.by(by, Optional.of(other)) : plain;
  }

  /** Says what a gate comes to, by trying everything. */
  private record Reference(GateRequest request) {
    private Approvers approvers() {
      return request.approvers();
    }

    boolean objects(List<Decision> earlier, Decision decision) {
      Set<Principal> who = whom(decision);
      boolean again = earlier.stream().anyMatch(one -> whom(one).stream().anyMatch(who::contains));
      return again || (approvers().kind().equals("four-eyes") && who.contains(request.requester()));
    }

    private static Set<Principal> whom(Decision decision) {
      Set<Principal> all = new HashSet<>(Set.of(decision.by()));
      decision.onBehalfOf().ifPresent(all::add);
      return all;
    }

    Approvers.Ruling ruling(List<Decision> decisions) {
      List<String> yes = new ArrayList<>();
      for (Decision one : decisions) {
        if (one.answer() == Decision.Answer.APPROVED) {
          yes.add(one.role());
        } else if (approvers().vetoes().isEmpty() || approvers().vetoes().contains(one.role())) {
          return Approvers.Ruling.DENIED;
        }
      }
      List<List<String>> places = new ArrayList<>();
      for (Approvers.Need need : approvers().needs()) {
        IntStream.range(0, need.people()).forEach(n -> places.add(need.roles()));
      }
      return seated(places, yes) ? Approvers.Ruling.APPROVED : Approvers.Ruling.UNDECIDED;
    }

    /** Whether the first place can be filled by somebody so that the others can be as well. */
    private boolean seated(List<List<String>> places, List<String> people) {
      if (places.isEmpty()) {
        return true;
      }
      for (int i = 0; i < people.size(); i++) {
        List<String> rest = new ArrayList<>(people);
        String role = rest.remove(i);
        boolean extra =
            request.notAfter().isEmpty()
                && approvers().expiry() instanceof Approvers.Expiry.Escalates to
                && to.role().equals(role);
        if ((places.get(0).contains(role) || extra)
            && seated(places.subList(1, places.size()), rest)) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void comeToWhatEveryWayOfSeatingPeopleComesTo() {
    int opened = 0;
    int denied = 0;
    int objected = 0;
    for (int i = 0; i < GATES; i++) {
      Approvers approvers = approvers();
      GateRequest request = request(approvers, random.nextBoolean());
      Reference reference = new Reference(request);
      List<Decision> counted = new ArrayList<>();
      for (int n = random.nextInt(8); n > 0; n--) {
        Decision next = decision(request);
        boolean objects = approvers.policy().objection(request, counted, next).isPresent();
        assertThat(objects).as("%s %s", counted, next).isEqualTo(reference.objects(counted, next));
        objected += objects ? 1 : 0;
        if (!objects) {
          counted.add(next);
        }
        Approvers.Ruling ruling = approvers.policy().ruling(request, counted);
        assertThat(ruling).as("%s %s", approvers, counted).isEqualTo(reference.ruling(counted));
      }
      opened += approvers.policy().ruling(request, counted) == Approvers.Ruling.APPROVED ? 1 : 0;
      denied += approvers.policy().ruling(request, counted) == Approvers.Ruling.DENIED ? 1 : 0;
    }
    assertThat(opened).isGreaterThan(500);
    assertThat(denied).isGreaterThan(500);
    assertThat(objected).isGreaterThan(500);
  }

  @Test
  void areSaidToBeOpenableWhenSomeWayOfSeatingPeopleOpensThem() {
    int could = 0;
    for (int i = 0; i < 2_000; i++) {
      Approvers approvers = approvers();
      List<People.Person> persons =
          PEOPLE.stream()
              .limit(1 + random.nextInt(4))
              .map(name -> Staff.person(name.name(), roles(3)))
              .toList();
      People people = People.of(Staff.DIGEST, persons, List.of());
      boolean allHeld =
          approvers.escalatedRoles().stream()
              .allMatch(role -> persons.stream().anyMatch(one -> one.roles().contains(role)));
      boolean seated = choices(persons, 0, new ArrayList<>(), approvers);
      assertThat(new Openable(people, ManualTime.START).problems("gate", approvers).isEmpty())
          .as("%s %s", approvers, persons)
          .isEqualTo(allHeld && seated);
      could += allHeld && seated ? 1 : 0;
    }
    assertThat(could).isBetween(200, 1_800);
  }

  /** Tries every role of every person. */
  private static boolean choices(
      List<People.Person> persons, int at, List<String> chosen, Approvers approvers) {
    if (at == persons.size()) {
      GateRequest request = request(approvers, true);
      List<Decision> yes = new ArrayList<>();
      for (int i = 0; i < chosen.size(); i++) {
        yes.add(request.approved(PEOPLE.get(i), chosen.get(i), "desk"));
      }
      return new Reference(request).ruling(yes) == Approvers.Ruling.APPROVED;
    }
    for (String role : persons.get(at).roles()) {
      List<String> more = new ArrayList<>(chosen);
      more.add(role);
      if (choices(persons, at + 1, more, approvers)) {
        return true;
      }
    }
    return false;
  }
}
